package dev.fermata.transform.internal.plan;

import dev.fermata.transform.internal.analysis.MethodAnalysis;
import dev.fermata.transform.internal.analysis.SuspensionPoint;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * The reference slots that may still hold something when the code reaches a suspension point: those filled at a point
 * from which it can be reached and not cleared on the way. A forward analysis.
 */
final class StaleSlots {

    private final Map<AbstractInsnNode, BitSet> filledAt = new HashMap<>();
    private final ForwardUnion filledBefore;

    /**
     * Analyses.
     *
     * @param onlyAtStart slots that are cleared when the method starts
     */
    StaleSlots(MethodAnalysis analysis, SpillPlan start, List<Slot> onlyAtStart, List<SpillPlan> spills) {
        for (SuspensionPoint point : analysis.points()) {
            filledAt.put(point.call(), filled(spills.get(point.number() - 1)));
        }
        BitSet filledAtStart = filled(start);
        onlyAtStart.forEach(slot -> filledAtStart.clear(slot.index()));
        filledBefore = new ForwardUnion(
                analysis.flow(), filledAtStart, (insn, slots) -> slots.or(filledAt.getOrDefault(insn, new BitSet())));
    }

    /** The slots that {@code point} has to clear. */
    List<Slot> at(SuspensionPoint point) {
        BitSet stale = filledBefore.before(point.call());
        stale.andNot(Objects.requireNonNull(filledAt.get(point.call())));
        return stale.stream().mapToObj(index -> new Slot(true, index)).toList();
    }

    private static BitSet filled(SpillPlan plan) {
        BitSet slots = new BitSet();
        plan.spilled().stream()
                .filter(local -> local.slot().reference())
                .forEach(local -> slots.set(local.slot().index()));
        return slots;
    }
}
