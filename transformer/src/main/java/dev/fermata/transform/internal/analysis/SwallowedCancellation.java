package dev.fermata.transform.internal.analysis;

import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.DiagnosticCode;
import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.MethodCopy;
import dev.fermata.transform.internal.scan.AwaitCall;
import dev.fermata.transform.internal.scan.UsageChecker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/**
 * Finds handlers of {@code Throwable} or {@code Error} that cover an await and never let go what they caught: a
 * cancellation of the task would end there.
 *
 * <p>The exception that a cancelled await throws goes through the handlers that cover it, in their order:
 *
 * <ul>
 *   <li>one that catches everything without naming a type is a compiler's, for {@code finally}, and rethrows;
 *   <li>one of {@code Cancellation} shows that somebody has thought of it;
 *   <li>one of {@code Throwable} or {@code Error} from which the exception may get out ({@link CaughtExceptions}) passes it on,
 *       such as those that compilers make for try-with-resources;
 *   <li>any other one swallows it.
 * </ul>
 */
public final class SwallowedCancellation {

    private static final Set<String> BROAD = Set.of("java/lang/Throwable", "java/lang/Error");

    private final MethodNode code;
    private final Set<AbstractInsnNode> lettingGo;

    private SwallowedCancellation(MethodNode code, Set<AbstractInsnNode> lettingGo) {
        this.code = code;
        this.lettingGo = lettingGo;
    }

    /** Looks at {@code code} of class {@code owner}, in which every suspension point is an await. */
    public static List<Diagnostic> in(ClassNode owner, MethodNode code) {
        if (code.tryCatchBlocks.stream().noneMatch(SwallowedCancellation::isBroad)) {
            return List.of();
        }
        MethodNode copy = MethodCopy.of(code); // the analysis sets its maxima
        CaughtExceptions caught = new CaughtExceptions();
        try {
            new Analyzer<>(caught).analyzeAndComputeMaxs(owner.name, copy);
        } catch (AnalyzerException unsure) {
            return List.of();
        }
        List<Diagnostic> warnings = new ArrayList<>();
        new SwallowedCancellation(copy, caught.lettingGo())
                .swallowers()
                .forEach((handler, type) -> warnings.add(new Diagnostic(
                        DiagnosticCode.SWALLOWED_CANCELLATION,
                        UsageChecker.locate(owner, copy, firstInstruction(handler)),
                        "catch (" + type.substring(type.lastIndexOf('/') + 1)
                                + ") around an await swallows the cancellation of its task;"
                                + " catch Exception, or rethrow what is a Cancellation")));
        return warnings;
    }

    /** The handlers that swallow, with the type they catch. */
    private Map<LabelNode, String> swallowers() {
        Map<LabelNode, String> swallowers = new LinkedHashMap<>();
        InsnList insns = code.instructions;
        for (AbstractInsnNode insn : insns) {
            if (AwaitCall.is(insn)) {
                int index = insns.indexOf(insn);
                code.tryCatchBlocks.stream()
                        .filter(block -> insns.indexOf(block.start) <= index && index < insns.indexOf(block.end))
                        .filter(this::stops)
                        .findFirst()
                        .filter(SwallowedCancellation::isBroad)
                        .ifPresent(block -> swallowers.putIfAbsent(block.handler, block.type));
            }
        }
        return swallowers;
    }

    /** True if a cancellation does not get beyond {@code block}. */
    private boolean stops(TryCatchBlockNode block) {
        return RuntimeNames.CANCELLATION.equals(block.type) || (isBroad(block) && !lettingGo.contains(block.handler));
    }

    private static boolean isBroad(TryCatchBlockNode block) {
        return block.type != null && BROAD.contains(block.type);
    }

    private static AbstractInsnNode firstInstruction(LabelNode handler) {
        AbstractInsnNode insn = handler;
        while (insn.getOpcode() < 0) {
            insn = insn.getNext();
        }
        return insn;
    }
}
