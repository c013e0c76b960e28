package dev.fermata.benchmarks.harness;

/**
 * A workload in one implementation.
 *
 * @param name how results and targets call it: {@code ours}, {@code limit}, {@code kotlinx} …
 * @param body what is timed, or null
 * @param gauge what measures by itself, or null
 * @param jdk the feature version of the oldest JDK that it runs on
 */
public record Implementation(String name, Body body, Gauge gauge, int jdk) {

    /** The name of the implementation that the others are compared with. */
    public static final String OURS = "ours";
}
