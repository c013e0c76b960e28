package dev.fermata;

import dev.fermata.codegen.Suspended;
import org.jspecify.annotations.Nullable;

/**
 * Something pending that a task can wait for directly: the end of a chain of suspended frames.
 *
 * <p>Life of one wait: {@link #begin} hands the leaf up through the bodies; when the native stack is unwound, the task
 * {@link #subscribe subscribes}; the leaf {@link Task#wake wakes} it, from any thread; the task goes on and
 * {@link #take takes} the outcome.
 */
abstract class Leaf extends Suspended {

    @Override
    protected final @Nullable Object begin(int depth) throws Throwable {
        return isReady() ? dev.fermata.codegen.Frame.escape(take()) : this;
    }

    @Override
    protected final @Nullable Object taken() throws Throwable {
        return take();
    }

    /** True once {@link #take} has an outcome to give. */
    abstract boolean isReady();

    /** Arranges that {@code task} is woken; returns false if the outcome has come meanwhile: the task goes on at once. */
    abstract boolean subscribe(Task<?> task);

    /** The outcome: returns the value or throws the failure. */
    abstract @Nullable Object take() throws Throwable;

    /**
     * Passes a cancellation of the waiting {@code task} on. Returns true if the leaf will wake the task because of
     * it; false if the wait was given up, so that the task goes on at once.
     */
    abstract boolean interrupt(Task<?> task);

    /** True if a task that was interrupted, and then woken by this, gets the cancellation whatever this has. */
    boolean takesInterruption() {
        return false;
    }
}
