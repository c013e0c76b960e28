package dev.fermata.transform.internal.plan;

import dev.fermata.transform.internal.analysis.ControlFlow;
import java.util.BitSet;
import java.util.function.BiConsumer;
import org.objectweb.asm.tree.AbstractInsnNode;

/** A forward analysis of what may hold on some way to an instruction, as sets of numbers. */
final class ForwardUnion {

    private final ControlFlow flow;
    private final BiConsumer<AbstractInsnNode, BitSet> transfer;
    private final BitSet[] before;

    /**
     * Analyses.
     *
     * @param atStart what holds at the first instruction
     * @param transfer changes what holds before an instruction to what holds after it, by adding only
     */
    ForwardUnion(ControlFlow flow, BitSet atStart, BiConsumer<AbstractInsnNode, BitSet> transfer) {
        this.flow = flow;
        this.transfer = transfer;
        before = new BitSet[flow.size()];
        for (int index = 0; index < before.length; index++) {
            before[index] = new BitSet();
        }
        before[0].or(atStart);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int index = 0; index < before.length; index++) {
                changed |= propagate(index);
            }
        }
    }

    /** What may hold before {@code insn}; a copy. */
    BitSet before(AbstractInsnNode insn) {
        return (BitSet) before[flow.indexOf(insn)].clone();
    }

    private boolean propagate(int index) {
        BitSet after = (BitSet) before[index].clone();
        transfer.accept(flow.insn(index), after);
        boolean changed = false;
        for (int successor : flow.successors(index)) {
            changed |= join(successor, after);
        }
        for (int handler : flow.handlers(index)) {
            changed |= join(handler, after);
        }
        return changed;
    }

    private boolean join(int index, BitSet added) {
        int size = before[index].cardinality();
        before[index].or(added);
        return before[index].cardinality() != size;
    }
}
