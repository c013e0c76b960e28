package dev.fermata.transform.internal.plan;

import dev.fermata.transform.internal.analysis.SuspensionPoint;
import dev.fermata.transform.internal.plan.SpillPlan.Cast;
import dev.fermata.transform.internal.scan.AsyncMethod;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a method becomes: its states, its frame, and what moves between locals and frame at each suspension point.
 *
 * @param method the method that users wrote
 * @param calledDirectly whether other methods call the body of this cold one, without a coroutine
 * @param layout the frame that the body makes or goes on with; in an instance method the first reference slot is the
 *     receiver's
 * @param startLayout the frame that the call of a cold method makes: a shape that inherits from the other
 * @param start what the call of a cold method stores: the parameters. State 0. What is needed there alone is cleared when
 *     the body starts
 * @param points one entry for each suspension point, in the order of their states, from 1
 */
public record StateMachinePlan(
        AsyncMethod method,
        boolean calledDirectly,
        FrameLayout layout,
        FrameLayout startLayout,
        SpillPlan start,
        List<PointPlan> points) {

    /** The slot of the receiver in an instance method's frame. */
    public static final Slot RECEIVER = new Slot(true, 0);

    public StateMachinePlan {
        points = List.copyOf(points);
    }

    /**
     * One suspension point.
     *
     * @param point where it is
     * @param spill what moves there
     */
    public record PointPlan(SuspensionPoint point, SpillPlan spill) {}

    /** True if the body may run without a frame: it is called directly, and makes one when it suspends. */
    public boolean frameComesLate() {
        return calledDirectly || !method.kind().isCold();
    }

    private static String nameOf(FrameLayout layout) {
        return layout.shape().substring(layout.shape().indexOf('$') + 1);
    }

    /** The types of values that move, to which, perhaps, nothing can be cast; for all values of a type it is the same. */
    public Map<String, Cast> hiddenTypes() {
        Map<String, Cast> types = new TreeMap<>();
        Stream.concat(Stream.of(start), points.stream().map(PointPlan::spill))
                .flatMap(SpillPlan::hidden)
                .forEach(local -> types.put((String) local.type(), local.cast()));
        return types;
    }

    /** The plan as text, one line for each state. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append(method)
                .append(method.kind().isCold() ? " cold" : " hot")
                .append(calledDirectly ? ", called directly" : "")
                .append(", frame ")
                .append(nameOf(layout))
                .append(startLayout.equals(layout) ? "" : ", at the start " + nameOf(startLayout))
                .append('\n');
        if (method.kind().isCold()) {
            text.append("  state 0: start, ").append(start).append('\n');
        }
        for (PointPlan point : points) {
            text.append("  state ")
                    .append(point.point().number())
                    .append(": line ")
                    .append(point.point().line())
                    .append(", ")
                    .append(point.spill())
                    .append('\n');
        }
        return text.toString();
    }
}
