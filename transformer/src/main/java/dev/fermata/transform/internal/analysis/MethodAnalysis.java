package dev.fermata.transform.internal.analysis;

import dev.fermata.transform.internal.asm.Lines;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.asm.VerificationType;
import dev.fermata.transform.internal.scan.AsyncMethod;
import dev.fermata.transform.internal.scan.AwaitCall;
import dev.fermata.transform.internal.scan.ClassAccess;
import dev.fermata.transform.internal.scan.ClassAccess.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * All that planning and emission need to know about a normalised method.
 *
 * @param method the method that users wrote
 * @param code its normalised code
 * @param points the suspension points, in the order of the code; awaits that cannot be reached are left out
 * @param flow the control flow
 * @param liveness the locals that are read later
 * @param verdicts how far the types of parameters and live locals can be named
 */
public record MethodAnalysis(
        AsyncMethod method,
        MethodNode code,
        List<SuspensionPoint> points,
        ControlFlow flow,
        Liveness liveness,
        Map<Object, Verdict> verdicts) {

    /** Analyses {@code code}, the normalised form of {@code method}. */
    public static MethodAnalysis of(AsyncMethod method, MethodNode code, ClassAccess access) {
        TypedFrames types = TypedFrames.of(method.owner(), code, AwaitCall::is);
        ControlFlow flow = ControlFlow.of(code);
        Liveness liveness = Liveness.of(flow);
        List<SuspensionPoint> points = new ArrayList<>();
        for (AbstractInsnNode insn : code.instructions) {
            TypeState state = types.before(insn);
            if (state != null) {
                TypeState live =
                        state.reducedTo(slot -> isReceiver(method, slot) || liveness.isLive(insn, slot), List.of());
                points.add(new SuspensionPoint(points.size() + 1, (MethodInsnNode) insn, Lines.of(insn), live));
            }
        }
        return new MethodAnalysis(method, code, List.copyOf(points), flow, liveness, verdicts(method, points, access));
    }

    /** True if the value in local variable {@code slot} before {@code insn} has to be there: it is read later. */
    public boolean isNeeded(AbstractInsnNode insn, int slot) {
        return isReceiver(method, slot) || liveness.isLive(insn, slot);
    }

    /** Whether the verification type {@code type} of a parameter or a live local can be named. */
    public Verdict verdictOn(Object type) {
        return verdicts.getOrDefault(type, Verdict.ACCESSIBLE);
    }

    private static Map<Object, Verdict> verdicts(AsyncMethod method, List<SuspensionPoint> points, ClassAccess access) {
        Stream<Object> parameters = Arrays.stream(method.parameterTypes()).map(VerificationType::ofDeclared);
        Stream<Object> locals = points.stream().flatMap(point -> point.live().locals().stream());
        return Stream.concat(parameters, locals)
                .filter(VerificationType::isObject)
                .distinct()
                .collect(Collectors.toUnmodifiableMap(type -> type, type -> access.of((String) type)));
    }

    private static boolean isReceiver(AsyncMethod method, int slot) {
        return slot == 0 && !method.isStatic();
    }
}
