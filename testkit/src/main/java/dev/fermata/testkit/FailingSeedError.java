package dev.fermata.testkit;

/** Thrown when a program fails under one of several seeds; the failure is the cause. */
public final class FailingSeedError extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final long seed;

    FailingSeedError(long seed, Throwable failure) {
        super("fails under seed " + seed + "; for this run again: -D" + SeedOptions.PROPERTY + "=" + seed, failure);
        this.seed = seed;
    }

    /** The seed under which it failed. */
    public long seed() {
        return seed;
    }
}
