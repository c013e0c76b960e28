package dev.fermata.transform.internal.plan;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What moves between local variables and the frame at one point.
 *
 * @param spilled stored when suspending, loaded when resuming; ascending by local
 * @param nulls local variables that hold null for certain: they get null again and need no slot
 * @param cleared reference slots that may still hold something that is dead now
 * @param unchanged those of the spilled that are in their slots already if the method was suspended before
 */
public record SpillPlan(
        List<SpilledLocal> spilled, List<Integer> nulls, List<Slot> cleared, List<SpilledLocal> unchanged) {

    public SpillPlan {
        spilled = List.copyOf(spilled);
        nulls = List.copyOf(nulls);
        cleared = List.copyOf(cleared);
        unchanged = List.copyOf(unchanged);
    }

    /**
     * A local variable and its place.
     *
     * @param local its number in the normalised code
     * @param type its verification type
     * @param slot its slot in the frame
     * @param cast how it gets its type back
     */
    public record SpilledLocal(int local, Object type, Slot slot, Cast cast) {

        @Override
        public String toString() {
            return "v" + local + "→" + slot + (cast == Cast.ORDINARY ? "" : " as " + type);
        }
    }

    /** How a reference that comes out of a frame gets its type back. */
    public enum Cast {
        /** By a cast. */
        ORDINARY,
        /** By a cast, if at run time the class turns out to have access to the type; otherwise as if it was hidden. */
        DOUBTFUL,
        /** Through an array of its type: the class must not name it. */
        HIDDEN
    }

    /** The locals that move to whose types, perhaps, nothing can be cast. */
    public Stream<SpilledLocal> hidden() {
        return spilled.stream().filter(local -> local.cast() != Cast.ORDINARY);
    }

    /** The spilled that have to be stored each time. */
    public List<SpilledLocal> changed() {
        return spilled.stream().filter(local -> !unchanged.contains(local)).toList();
    }

    SpillPlan withCleared(List<Slot> slots) {
        return new SpillPlan(spilled, nulls, slots, unchanged);
    }

    /** The same, with these alone as unchanged. */
    public SpillPlan withUnchanged(List<SpilledLocal> locals) {
        return new SpillPlan(spilled, nulls, cleared, locals);
    }

    @Override
    public String toString() {
        return "spill " + spilled + (nulls.isEmpty() ? "" : " null " + nulls)
                + (cleared.isEmpty() ? "" : " clear " + cleared)
                + (unchanged.isEmpty()
                        ? ""
                        : unchanged.stream()
                                .map(local -> "v" + local.local())
                                .collect(Collectors.joining(", ", " once [", "]")));
    }
}
