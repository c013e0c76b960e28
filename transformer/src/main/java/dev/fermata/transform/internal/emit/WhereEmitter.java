package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.Lines;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Emits the method that tells where a class's bodies can be suspended: for each a constant, so that it costs nothing
 * until somebody asks. In the text are the class, the method, the line of each state from 0, and the source file.
 *
 * <pre>
 *   private static String $fermata$where(int method) {
 *       switch (method) {
 *           case 0: return "sample.Crawler;fetch;10,12,15;Crawler.java";
 *           …
 *           default: return null;
 * </pre>
 */
final class WhereEmitter {

    private WhereEmitter() {}

    /** {@code plans} in the order of their methods' numbers. */
    static MethodNode emit(List<StateMachinePlan> plans, @Nullable String sourceFile) {
        MethodNode method = new MethodNode(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                RuntimeNames.WHERE_METHOD,
                RuntimeNames.WHERE_DESCRIPTOR,
                null,
                null);
        TypeState state = new TypeState(List.of(Opcodes.INTEGER), List.of());
        List<LabelNode> labels = plans.stream().map(plan -> new LabelNode()).toList();
        LabelNode unknown = new LabelNode();
        Code code = new Code().loadInt(0).tableSwitch(0, labels, unknown);
        for (int index = 0; index < labels.size(); index++) {
            code.at(labels.get(index), state)
                    .push(describe(plans.get(index), sourceFile))
                    .op(Opcodes.ARETURN);
        }
        method.instructions = code.at(unknown, state)
                .op(Opcodes.ACONST_NULL)
                .op(Opcodes.ARETURN)
                .toInsnList();
        return method;
    }

    private static String describe(StateMachinePlan plan, @Nullable String sourceFile) {
        String lines = Stream.concat(
                        Stream.of(Lines.first(plan.method().node())),
                        plan.points().stream().map(point -> point.point().line()))
                .map(String::valueOf)
                .collect(Collectors.joining(","));
        return String.join(
                RuntimeNames.WHERE_SEPARATOR,
                plan.method().owner().replace('/', '.'),
                plan.method().node().name,
                lines,
                sourceFile == null ? "" : sourceFile);
    }
}
