package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.analysis.SuspensionPoint;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.plan.SpillPlan;
import dev.fermata.transform.internal.plan.SpillPlan.SpilledLocal;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.plan.StateMachinePlan.PointPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.LabelNode;

/** The suspension points of a method, by what moves there: those that move the same locals share the code that does it. */
final class PointGroups {

    private final Map<Kinship, Group> groups = new LinkedHashMap<>();
    private final List<LabelNode> resumeLabels = new ArrayList<>();

    /** What the points of a group have in common. */
    private record Kinship(SpillPlan spill, TypeState live) {}

    /**
     * Points that share code.
     *
     * @param number the number of the group in its method, from 0
     * @param sites its points, in the order of the code
     * @param resume where its resuming code is
     */
    record Group(int number, List<Site> sites, LabelNode resume) {

        /** What moves at each of them: what is unchanged at all of them is not stored again. */
        SpillPlan spill() {
            List<SpilledLocal> unchanged = new ArrayList<>(sites.get(0).spill().unchanged());
            sites.forEach(site -> unchanged.retainAll(site.spill().unchanged()));
            return sites.get(0).spill().withUnchanged(unchanged);
        }

        boolean isShared() {
            return sites.size() > 1;
        }
    }

    /**
     * One point in the code.
     *
     * @param point where it is
     * @param spill what moves there
     * @param take where the resumed method takes what came of the await
     */
    record Site(SuspensionPoint point, SpillPlan spill, LabelNode take) {}

    private PointGroups() {}

    static PointGroups of(StateMachinePlan plan) {
        PointGroups result = new PointGroups();
        for (PointPlan point : plan.points()) {
            Kinship kinship = new Kinship(
                    point.spill().withUnchanged(List.of()), point.point().live());
            int next = result.groups.size();
            Group group = result.groups.computeIfAbsent(
                    kinship, first -> new Group(next, new ArrayList<>(), new LabelNode()));
            group.sites().add(new Site(point.point(), point.spill(), new LabelNode()));
            result.resumeLabels.add(group.resume());
        }
        return result;
    }

    /** In the order of their first points. */
    List<Group> all() {
        return List.copyOf(groups.values());
    }

    /** Where to go on, for each state from 1. */
    List<LabelNode> resumeLabels() {
        return List.copyOf(resumeLabels);
    }
}
