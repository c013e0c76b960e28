package dev.fermata.transform.internal.plan;

import dev.fermata.transform.internal.analysis.MethodAnalysis;
import dev.fermata.transform.internal.analysis.SuspensionPoint;
import dev.fermata.transform.internal.asm.VerificationType;
import dev.fermata.transform.internal.plan.SpillPlan.Cast;
import dev.fermata.transform.internal.plan.SpillPlan.SpilledLocal;
import dev.fermata.transform.internal.plan.StateMachinePlan.PointPlan;
import dev.fermata.transform.internal.scan.ClassAccess.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Type;

/** Makes a plan of an analysis: a pure function. */
public final class Planner {

    private Planner() {}

    /** The plan for an analysed method; {@code calledDirectly} if other methods call its body. */
    public static StateMachinePlan plan(MethodAnalysis analysis, boolean calledDirectly) {
        Map<Integer, Object> parameters = liveParameters(analysis);
        List<Map<Integer, Object>> live = analysis.points().stream()
                .map(point -> liveLocals(analysis, point))
                .toList();
        SlotAllocation slots =
                new SlotAllocation(parameters, live, analysis.method().isStatic() ? 0 : 1);

        SpillPlan start = spill(parameters, slots, analysis);
        List<SpillPlan> spills =
                live.stream().map(locals -> spill(locals, slots, analysis)).toList();
        List<Slot> onlyAtStart = start.spilled().stream()
                .map(SpilledLocal::slot)
                .filter(slot -> slot.reference() && !slots.layout().has(slot))
                .toList();
        StaleSlots stale = new StaleSlots(analysis, start, onlyAtStart, spills);
        UnchangedLocals unchanged = new UnchangedLocals(analysis, spills);
        List<PointPlan> points = analysis.points().stream()
                .map(point -> new PointPlan(
                        point,
                        spills.get(point.number() - 1)
                                .withCleared(stale.at(point))
                                .withUnchanged(unchanged.at(point))))
                .toList();
        return new StateMachinePlan(
                analysis.method(),
                calledDirectly,
                slots.layout(),
                slots.startLayout(),
                start.withCleared(onlyAtStart),
                points);
    }

    /** The parameters that the body of a cold method reads; a hot method's body gets them directly. */
    private static Map<Integer, Object> liveParameters(MethodAnalysis analysis) {
        Map<Integer, Object> live = new TreeMap<>();
        if (!analysis.method().kind().isCold()) {
            return live;
        }
        int slot = analysis.method().isStatic() ? 0 : 1;
        for (Type type : analysis.method().parameterTypes()) {
            if (analysis.liveness().isLive(analysis.flow().insn(0), slot)) {
                live.put(slot, VerificationType.ofDeclared(type));
            }
            slot += type.getSize();
        }
        return live;
    }

    /** The locals that have to be moved at a point; the receiver has its fixed place and never moves. */
    private static Map<Integer, Object> liveLocals(MethodAnalysis analysis, SuspensionPoint point) {
        Map<Integer, Object> live = new TreeMap<>();
        int first = analysis.method().isStatic() ? 0 : 1;
        for (int slot = first; slot < point.live().locals().size(); slot++) {
            Object type = point.live().local(slot);
            if (!VerificationType.isTop(type)) {
                live.put(slot, type);
            }
        }
        return live;
    }

    private static SpillPlan spill(Map<Integer, Object> locals, SlotAllocation slots, MethodAnalysis analysis) {
        List<SpilledLocal> spilled = new ArrayList<>();
        List<Integer> nulls = new ArrayList<>();
        locals.forEach((local, type) -> {
            if (VerificationType.isNull(type)) {
                nulls.add(local);
            } else {
                Verdict verdict = analysis.verdictOn(type);
                spilled.add(new SpilledLocal(
                        local,
                        verdict == Verdict.HIDDEN_INTERFACE ? VerificationType.asInterface(type) : type,
                        slots.slotOf(local, type),
                        castFor(verdict)));
            }
        });
        return new SpillPlan(spilled, nulls, List.of(), List.of());
    }

    private static Cast castFor(Verdict verdict) {
        return switch (verdict) {
            case ACCESSIBLE, HIDDEN_INTERFACE -> Cast.ORDINARY;
            case DOUBTFUL -> Cast.DOUBTFUL;
            case HIDDEN_CLASS -> Cast.HIDDEN;
        };
    }
}
