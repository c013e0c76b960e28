package dev.fermata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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

    private static final VarHandle STATE = stateHandle();

    @SuppressWarnings("UnusedVariable") // used through STATE
    private volatile @Nullable Object state;

    private static VarHandle stateHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(OneShotLeaf.class, "state", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Not asked by its type, as a look at an interface takes long; see {@link Ended}. */
    private static boolean isOutcome(@Nullable Object seen) {
        return seen != null && seen != ABANDONED && !(seen instanceof Task);
    }

    /** Sets going what will {@link #settle} this; called once, on the thread that runs {@code task}. */
    void start(Task<?> task) {}

    /** Settles this. Returns false, and does nothing, if it was settled or abandoned before. */
    final boolean settle(Outcome<? extends T> end) {
        while (true) {
            Object seen = state;
            if (seen == ABANDONED || isOutcome(seen)) {
                return false;
            }
            if (STATE.compareAndSet(this, seen, end)) {
                if (seen instanceof Task<?> task) {
                    task.wake();
                }
                return true;
            }
        }
    }

    /** Gives the wait of {@code task} up; false if this was settled, so that the task is woken. */
    final boolean abandon(Task<?> task) {
        return STATE.compareAndSet(this, task, ABANDONED);
    }

    final boolean isAbandoned() {
        return state == ABANDONED;
    }

    @Override
    public final void await(Waiter<? super T> waiter) {
        Tasks.start(this).await(waiter);
    }

    @Override
    final boolean isReady() {
        return isOutcome(state);
    }

    @Override
    final boolean subscribe(Task<?> task) {
        Object seen = state;
        if (seen != null && !isOutcome(seen)) {
            throw new IllegalStateException("this can be awaited only once: " + this);
        }
        if (seen == null) {
            start(task);
        }
        return STATE.compareAndSet(this, null, task);
    }

    @Override
    final @Nullable Object take() {
        if (state instanceof Outcome<?> end) {
            return end.get();
        }
        throw new IllegalStateException("still pending: " + this);
    }
}
