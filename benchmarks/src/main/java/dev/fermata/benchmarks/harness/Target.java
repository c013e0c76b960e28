package dev.fermata.benchmarks.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What is aimed at in one workload: all bounds of one of the alternatives.
 *
 * @param alternatives the target
 * @param reached where the target proved impossible: bounds that hold all the same; else empty
 */
record Target(List<List<Bound>> alternatives, List<Bound> reached) {

    /** No target: the figures are for information. */
    static final Target NONE = new Target(List.of(List.of()), List.of());

    static Target parse(String text) {
        String[] parts = text.split(";\\s*reached", 2);
        return new Target(
                Arrays.stream(parts[0].split("\\|")).map(Target::bounds).toList(),
                parts.length == 1 ? List.of() : bounds(parts[1]));
    }

    private static List<Bound> bounds(String text) {
        return Arrays.stream(text.split(",")).map(Bound::parse).toList();
    }

    boolean isReached(Map<String, Figures> results) {
        return alternatives.stream().anyMatch(bounds -> bounds.stream().allMatch(bound -> bound.holds(results)));
    }

    /** True if the target is reached, or missed by no more than a measurement may err. */
    boolean isNearlyReached(Map<String, Figures> results) {
        return alternatives.stream().anyMatch(bounds -> bounds.stream().allMatch(bound -> bound.holdsNearly(results)));
    }

    /** True if the target is missed, but by no more than was found to be possible. */
    boolean isBehind(Map<String, Figures> results) {
        return !reached.isEmpty()
                && !isNearlyReached(results)
                && reached.stream().allMatch(bound -> bound.holdsNearly(results));
    }

    /** The bounds that tell most: of the alternative that is reached; else of the first. */
    List<Bound> telling(Map<String, Figures> results) {
        return alternatives.stream()
                .filter(bounds -> bounds.stream().allMatch(bound -> bound.holds(results)))
                .findFirst()
                .orElse(alternatives.get(0));
    }
}
