package dev.fermata.transform.internal.plan;

import dev.fermata.transform.internal.analysis.ControlFlow;
import dev.fermata.transform.internal.analysis.MethodAnalysis;
import dev.fermata.transform.internal.analysis.SuspensionPoint;
import dev.fermata.transform.internal.plan.SpillPlan.SpilledLocal;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The locals that need not be stored at a suspension point if the method was suspended before: their slots hold their
 * values since the last time. A forward analysis of the others, those that were assigned since then, or were not stored
 * then. What happens before the first suspension does not count.
 */
final class UnchangedLocals {

    private final ControlFlow flow;
    private final List<SpillPlan> spills;
    private final Map<AbstractInsnNode, SuspensionPoint> points = new HashMap<>();
    private final int locals;
    private final BitSet[] changedBefore;

    /** {@code spills} are those of the points, in their order. */
    UnchangedLocals(MethodAnalysis analysis, List<SpillPlan> spills) {
        flow = analysis.flow();
        locals = analysis.code().maxLocals;
        this.spills = spills;
        analysis.points().forEach(point -> points.put(point.call(), point));
        changedBefore = new BitSet[flow.size()];
        for (int index = 0; index < changedBefore.length; index++) {
            changedBefore[index] = new BitSet();
        }
        propagate();
    }

    /** Those among the locals that are stored at {@code point}. */
    List<SpilledLocal> at(SuspensionPoint point) {
        BitSet changed = changedBefore[flow.indexOf(point.call())];
        return spillAt(point).spilled().stream()
                .filter(local -> !changed.get(local.local()))
                .toList();
    }

    private SpillPlan spillAt(SuspensionPoint point) {
        return spills.get(point.number() - 1);
    }

    private void propagate() {
        boolean again = true;
        while (again) {
            again = false;
            for (int index = 0; index < flow.size(); index++) {
                BitSet after = (BitSet) changedBefore[index].clone();
                apply(flow.insn(index), after);
                for (int successor : flow.successors(index)) {
                    again |= join(successor, after);
                }
                for (int handler : flow.handlers(index)) {
                    again |= join(handler, after);
                }
            }
        }
    }

    private void apply(AbstractInsnNode insn, BitSet changed) {
        if (insn instanceof IincInsnNode increment) {
            changed.set(increment.var);
        } else if (insn instanceof VarInsnNode access && insn.getOpcode() >= Opcodes.ISTORE) {
            changed.set(access.var);
        } else if (points.containsKey(insn)) {
            BitSet notStored = new BitSet();
            notStored.set(0, locals);
            spillAt(Objects.requireNonNull(points.get(insn)))
                    .spilled()
                    .forEach(local -> notStored.clear(local.local()));
            changed.or(notStored);
        }
    }

    private boolean join(int index, BitSet changed) {
        int size = changedBefore[index].cardinality();
        changedBefore[index].or(changed);
        return changedBefore[index].cardinality() != size;
    }
}
