package dev.fermata.benchmarks.harness;

import java.util.Map;

/** What measures by itself, for workloads that are not a time per operation. */
@FunctionalInterface
public interface Gauge {

    /** Returns figures by the names that the targets use; {@code quick} asks for a smaller size. */
    Map<String, Double> measure(boolean quick) throws Throwable;
}
