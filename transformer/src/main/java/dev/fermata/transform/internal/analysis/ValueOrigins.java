package dev.fermata.transform.internal.analysis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Where values come from: the instructions that made what another one takes, followed through local variables, copies on
 * the stack and casts, over all paths.
 */
public final class ValueOrigins {

    private final MethodNode method;
    private final Frame<SourceValue>[] frames;

    private ValueOrigins(MethodNode method, Frame<SourceValue>[] frames) {
        this.method = method;
        this.frames = frames;
    }

    /** Analyses {@code method}, a method of class {@code owner}. */
    public static ValueOrigins of(String owner, MethodNode method) {
        try {
            return new ValueOrigins(
                    method, new Analyzer<>(new SourceInterpreter()).analyzeAndComputeMaxs(owner, method));
        } catch (AnalyzerException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The instructions that may have made the object on which {@code call} is called. */
    public Set<AbstractInsnNode> ofReceiver(MethodInsnNode call) {
        Set<AbstractInsnNode> origins = new HashSet<>();
        Set<AbstractInsnNode> seen = new HashSet<>();
        Deque<AbstractInsnNode> toFollow = new ArrayDeque<>(madeReceiverOf(call));
        while (!toFollow.isEmpty()) {
            AbstractInsnNode insn = toFollow.remove();
            if (seen.add(insn)) {
                Set<AbstractInsnNode> passedOn = passedOnBy(insn);
                if (passedOn == null) {
                    origins.add(insn);
                } else {
                    toFollow.addAll(passedOn);
                }
            }
        }
        return origins;
    }

    private Set<AbstractInsnNode> madeReceiverOf(MethodInsnNode call) {
        int arguments = Type.getArgumentTypes(call.desc).length;
        return onStack(call, arguments);
    }

    /** The instructions whose value {@code insn} passes on unchanged; null if it makes a value of its own. */
    private @Nullable Set<AbstractInsnNode> passedOnBy(AbstractInsnNode insn) {
        return switch (insn.getOpcode()) {
            case Opcodes.ALOAD -> {
                Frame<SourceValue> frame = frameAt(insn);
                yield frame == null ? Set.of() : frame.getLocal(((VarInsnNode) insn).var).insns;
            }
            case Opcodes.ASTORE, Opcodes.CHECKCAST, Opcodes.DUP -> onStack(insn, 0);
            default -> null;
        };
    }

    private Set<AbstractInsnNode> onStack(AbstractInsnNode insn, int belowTop) {
        Frame<SourceValue> frame = frameAt(insn);
        return frame == null ? Set.of() : frame.getStack(frame.getStackSize() - 1 - belowTop).insns;
    }

    private @Nullable Frame<SourceValue> frameAt(AbstractInsnNode insn) {
        return frames[method.instructions.indexOf(insn)];
    }
}
