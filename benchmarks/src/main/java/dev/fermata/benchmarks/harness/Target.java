package dev.fermata.benchmarks.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What is aimed at in one workload: all bounds of one of the alternatives. */
record Target(List<List<Bound>> alternatives) {

    /** No target: the figures are for information. */
    static final Target NONE = new Target(List.of(List.of()));

    static Target parse(String text) {
        return new Target(Arrays.stream(text.split("\\|"))
                .map(alternative ->
                        Arrays.stream(alternative.split(",")).map(Bound::parse).toList())
                .toList());
    }

    boolean isReached(Map<String, Figures> results) {
        return alternatives.stream().anyMatch(bounds -> bounds.stream().allMatch(bound -> bound.holds(results)));
    }

    /** True if the target is reached, or missed by no more than a measurement may err. */
    boolean isNearlyReached(Map<String, Figures> results) {
        return alternatives.stream().anyMatch(bounds -> bounds.stream().allMatch(bound -> bound.holdsNearly(results)));
    }

    /** The bounds that tell most: of the alternative that is reached; else of the first. */
    List<Bound> telling(Map<String, Figures> results) {
        return alternatives.stream()
                .filter(bounds -> bounds.stream().allMatch(bound -> bound.holds(results)))
                .findFirst()
                .orElse(alternatives.get(0));
    }
}
