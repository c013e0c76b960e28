package dev.fermata.transform.internal.plan;

import dev.fermata.transform.internal.asm.VerificationType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives each local variable that is live at some point a slot of its sort for the whole method. Two variables share a
 * slot if no point needs both. First come, first served, by the number of the variable; but what is needed at the start
 * alone comes last, so that a frame which is made when the method suspends needs no room for it.
 */
final class SlotAllocation {

    private final Map<Variable, Slot> slots = new HashMap<>();
    private final FrameLayout layout;
    private final FrameLayout startLayout;
    private int references;
    private int longs;

    private record Variable(int local, boolean reference) implements Comparable<Variable> {
        @Override
        public int compareTo(Variable other) {
            int byLocal = Integer.compare(local, other.local);
            return byLocal != 0 ? byLocal : Boolean.compare(reference, other.reference);
        }
    }

    /**
     * Allocates.
     *
     * @param start the live parameters at the start: local variable to verification type
     * @param points the live locals at each point
     * @param reservedReferences how many reference slots at the beginning are taken
     */
    SlotAllocation(Map<Integer, Object> start, List<Map<Integer, Object>> points, int reservedReferences) {
        references = reservedReferences;
        Set<Variable> atStart = variablesOf(start);
        List<Set<Variable>> together =
                new ArrayList<>(points.stream().map(SlotAllocation::variablesOf).toList());
        Set<Variable> later = new TreeSet<>();
        together.forEach(later::addAll);
        together.add(atStart);
        allocate(later, together, reservedReferences);
        int laterReferences = references;
        int laterLongs = longs;
        Set<Variable> early = new TreeSet<>(atStart);
        early.removeAll(later);
        allocate(early, together, reservedReferences);
        startLayout = FrameLayout.of(references, longs);
        layout = startLayout.inherited(laterReferences, laterLongs);
    }

    private void allocate(Set<Variable> variables, List<Set<Variable>> together, int reservedReferences) {
        for (Variable variable : variables) {
            Set<Slot> taken = new HashSet<>();
            for (Set<Variable> others : together) {
                if (others.contains(variable)) {
                    others.stream().filter(slots::containsKey).map(slots::get).forEach(taken::add);
                }
            }
            slots.put(variable, firstFree(variable.reference, taken, reservedReferences));
        }
    }

    Slot slotOf(int local, Object type) {
        return Objects.requireNonNull(slots.get(new Variable(local, VerificationType.isObject(type))));
    }

    /** The frame that a body makes. */
    FrameLayout layout() {
        return layout;
    }

    /** The frame that a stub makes, with room for all parameters. */
    FrameLayout startLayout() {
        return startLayout;
    }

    private Slot firstFree(boolean reference, Set<Slot> taken, int reservedReferences) {
        int index = reference ? reservedReferences : 0;
        while (taken.contains(new Slot(reference, index))) {
            index++;
        }
        if (reference) {
            references = Math.max(references, index + 1);
        } else {
            longs = Math.max(longs, index + 1);
        }
        return new Slot(reference, index);
    }

    private static Set<Variable> variablesOf(Map<Integer, Object> point) {
        Set<Variable> variables = new HashSet<>();
        point.forEach((local, type) -> {
            if (!VerificationType.isNull(type)) {
                variables.add(new Variable(local, VerificationType.isObject(type)));
            }
        });
        return variables;
    }
}
