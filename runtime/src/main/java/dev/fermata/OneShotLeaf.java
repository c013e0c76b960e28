package dev.fermata;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A leaf that is awaited once and settled once, on any thread.
 *
 * <p>Its state goes from null (nobody waits) to the waiting {@link Task}, to an {@link Outcome}; or directly from null to
 * the outcome; or from the task to {@link #ABANDONED}. Whoever moves it away from the task, and nobody else, sees to it
 * that the task goes on.
 */
abstract class OneShotLeaf<T extends @Nullable Object> extends Leaf implements Awaitable<T> {

    private static final Object ABANDONED = new Object();

    private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

    /** Sets going what will {@link #settle} this; called once, on the thread that runs {@code task}. */
    void start(Task<?> task) {}

    /** Settles this. Returns false, and does nothing, if it was settled or abandoned before. */
    final boolean settle(Outcome<? extends T> end) {
        while (true) {
            Object seen = state.get();
            if (seen == ABANDONED || seen instanceof Outcome) {
                return false;
            }
            if (state.compareAndSet(seen, end)) {
                if (seen instanceof Task<?> task) {
                    task.wake();
                }
                return true;
            }
        }
    }

    /** Gives the wait of {@code task} up; false if this was settled, so that the task is woken. */
    final boolean abandon(Task<?> task) {
        return state.compareAndSet(task, ABANDONED);
    }

    final boolean isAbandoned() {
        return state.get() == ABANDONED;
    }

    @Override
    public final void await(Waiter<? super T> waiter) {
        Tasks.start(this).await(waiter);
    }

    @Override
    final boolean isReady() {
        return state.get() instanceof Outcome;
    }

    @Override
    final boolean subscribe(Task<?> task) {
        Object seen = state.get();
        if (seen != null && !(seen instanceof Outcome)) {
            throw new IllegalStateException("this can be awaited only once: " + this);
        }
        if (seen == null) {
            start(task);
        }
        return state.compareAndSet(null, task);
    }

    @Override
    final @Nullable Object take() {
        if (state.get() instanceof Outcome<?> end) {
            return end.get();
        }
        throw new IllegalStateException("still pending: " + this);
    }
}
