package dev.fermata.internal.loop;

import dev.fermata.loop.Step;

/** Reaches the protected members of {@link Step}. */
abstract class StepAccess extends Step {

    private StepAccess() {}

    /** True if {@code timer} was cancelled. */
    static boolean isCancelled(Step timer) {
        return isObsoleteTimer(timer);
    }
}
