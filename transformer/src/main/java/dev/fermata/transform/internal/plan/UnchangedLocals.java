package dev.fermata.transform.internal.plan;

import dev.fermata.transform.internal.analysis.MethodAnalysis;
import dev.fermata.transform.internal.analysis.SuspensionPoint;
import dev.fermata.transform.internal.plan.SpillPlan.SpilledLocal;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The locals that need not be stored at a suspension point if the method was suspended before: their slots hold their
 * values since the last time. A forward analysis of the others, those that were assigned since then, or were not stored
 * then. It begins at the suspension points: what happens before the first suspension does not count.
 */
final class UnchangedLocals {

    private final List<SpillPlan> spills;
    private final Map<AbstractInsnNode, SuspensionPoint> points = new HashMap<>();
    private final int locals;
    private final ForwardUnion changed;

    /** {@code spills} are those of the points, in their order. */
    UnchangedLocals(MethodAnalysis analysis, List<SpillPlan> spills) {
        locals = analysis.code().maxLocals;
        this.spills = spills;
        analysis.points().forEach(point -> points.put(point.call(), point));
        changed = new ForwardUnion(analysis.flow(), new BitSet(), this::apply);
    }

    /** Those among the locals that are stored at {@code point}. */
    List<SpilledLocal> at(SuspensionPoint point) {
        BitSet before = changed.before(point.call());
        return spillAt(point).spilled().stream()
                .filter(local -> !before.get(local.local()))
                .toList();
    }

    private SpillPlan spillAt(SuspensionPoint point) {
        return spills.get(point.number() - 1);
    }

    /** The number behind the locals says that the method may have been suspended. */
    private void apply(AbstractInsnNode insn, BitSet after) {
        SuspensionPoint point = points.get(insn);
        if (point != null) {
            BitSet notStored = new BitSet();
            notStored.set(0, locals);
            spillAt(point).spilled().forEach(local -> notStored.clear(local.local()));
            after.or(notStored);
            after.set(locals);
        } else if (after.get(locals)) {
            if (insn instanceof IincInsnNode increment) {
                after.set(increment.var);
            } else if (insn instanceof VarInsnNode access && insn.getOpcode() >= Opcodes.ISTORE) {
                after.set(access.var);
            }
        }
    }
}
