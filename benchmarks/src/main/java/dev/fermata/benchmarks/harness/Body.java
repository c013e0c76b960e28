package dev.fermata.benchmarks.harness;

/** What is timed. */
@FunctionalInterface
public interface Body {

    /** Performs {@code operations} operations, or a few more to come out even; returns something that depends on them. */
    long run(int operations) throws Throwable;
}
