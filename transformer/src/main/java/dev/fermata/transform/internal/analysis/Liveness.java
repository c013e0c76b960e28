package dev.fermata.transform.internal.analysis;

import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The local variables whose values may still be read: the classical backward analysis. A long or double counts by its
 * first slot.
 */
public final class Liveness {

    private final ControlFlow flow;
    private final BitSet[] liveBefore;

    private Liveness(ControlFlow flow) {
        this.flow = flow;
        liveBefore = new BitSet[flow.size()];
        for (int index = 0; index < liveBefore.length; index++) {
            liveBefore[index] = new BitSet();
        }
    }

    /** Analyses a method. */
    public static Liveness of(ControlFlow flow) {
        Liveness liveness = new Liveness(flow);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int index = flow.size() - 1; index >= 0; index--) {
                changed |= liveness.update(index);
            }
        }
        return liveness;
    }

    /** True if the value in local variable {@code slot} before {@code insn} may be read later. */
    public boolean isLive(AbstractInsnNode insn, int slot) {
        return liveBefore[flow.indexOf(insn)].get(slot);
    }

    private boolean update(int index) {
        BitSet live = new BitSet();
        for (int successor : flow.successors(index)) {
            live.or(liveBefore[successor]);
        }
        apply(flow.insn(index), live);
        for (int handler : flow.handlers(index)) {
            live.or(liveBefore[handler]);
        }
        if (live.equals(liveBefore[index])) {
            return false;
        }
        liveBefore[index] = live;
        return true;
    }

    private static void apply(AbstractInsnNode insn, BitSet live) {
        if (insn instanceof IincInsnNode increment) {
            live.set(increment.var);
        } else if (insn instanceof VarInsnNode access) {
            if (insn.getOpcode() <= Opcodes.ALOAD) {
                live.set(access.var);
            } else {
                live.clear(access.var);
            }
        }
    }
}
