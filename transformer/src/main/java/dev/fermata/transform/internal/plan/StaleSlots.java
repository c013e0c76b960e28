package dev.fermata.transform.internal.plan;

import dev.fermata.transform.internal.analysis.ControlFlow;
import dev.fermata.transform.internal.analysis.MethodAnalysis;
import dev.fermata.transform.internal.analysis.SuspensionPoint;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * The reference slots that may still hold something when the code reaches a suspension point: those filled at a point
 * from which it can be reached and not cleared on the way. A forward analysis.
 */
final class StaleSlots {

    private final ControlFlow flow;
    private final Map<AbstractInsnNode, BitSet> filledAt = new HashMap<>();
    private final BitSet[] before;

    StaleSlots(MethodAnalysis analysis, SpillPlan start, List<SpillPlan> spills) {
        flow = analysis.flow();
        for (SuspensionPoint point : analysis.points()) {
            filledAt.put(point.call(), filled(spills.get(point.number() - 1)));
        }
        before = new BitSet[flow.size()];
        for (int index = 0; index < before.length; index++) {
            before[index] = new BitSet();
        }
        before[0] = filled(start);
        propagate();
    }

    /** The slots that {@code point} has to clear. */
    List<Slot> at(SuspensionPoint point) {
        BitSet stale = (BitSet) before[flow.indexOf(point.call())].clone();
        stale.andNot(java.util.Objects.requireNonNull(filledAt.get(point.call())));
        return stale.stream().mapToObj(index -> new Slot(true, index)).toList();
    }

    private void propagate() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int index = 0; index < flow.size(); index++) {
                BitSet after = (BitSet) before[index].clone();
                BitSet filled = filledAt.get(flow.insn(index));
                if (filled != null) {
                    after.or(filled);
                }
                for (int successor : flow.successors(index)) {
                    changed |= join(successor, after);
                }
                for (int handler : flow.handlers(index)) {
                    changed |= join(handler, after);
                }
            }
        }
    }

    private boolean join(int index, BitSet slots) {
        int size = before[index].cardinality();
        before[index].or(slots);
        return before[index].cardinality() != size;
    }

    private static BitSet filled(SpillPlan plan) {
        BitSet slots = new BitSet();
        plan.spilled().stream()
                .filter(local -> local.slot().reference())
                .forEach(local -> slots.set(local.slot().index()));
        return slots;
    }
}
