package dev.fermata;

import dev.fermata.loop.Step;

/**
 * A change of a promise from another thread, in its turn or, if the loop is closed before, at once: other threads may block until
 * it takes effect.
 */
final class PromiseChange extends Step {
    private final Promise<?> promise;
    private final Runnable action;

    PromiseChange(Promise<?> promise, Runnable action) {
        this.promise = promise;
        this.action = action;
    }

    @Override
    protected void turn() {
        action.run();
    }

    /** Makes the change while the loop is not running: see {@link Promise#settleAlone}. */
    void make() {
        synchronized (promise) {
            action.run();
        }
    }

    @Override
    protected void dropped() {
        make();
    }
}
