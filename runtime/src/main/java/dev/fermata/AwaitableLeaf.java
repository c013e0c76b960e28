package dev.fermata;

import dev.fermata.internal.debug.Joins;
import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One wait for an {@link Awaitable} of a foreign type. */
final class AwaitableLeaf extends OneShotLeaf<@Nullable Object> implements Awaitable.Waiter<@Nullable Object>, Joins {

    private final Awaitable<?> awaitable;

    /** Set by the awaited side, run at most once; guarded by this. */
    private @Nullable Runnable cancelAction;

    private AwaitableLeaf(Awaitable<?> awaitable) {
        this.awaitable = awaitable;
    }

    /** Begins the wait. */
    @SuppressWarnings("unchecked")
    static AwaitableLeaf over(Awaitable<?> awaitable) {
        AwaitableLeaf leaf = new AwaitableLeaf(awaitable);
        ((Awaitable<@Nullable Object>) awaitable).await(leaf);
        return leaf;
    }

    @Override
    public boolean complete(@Nullable Object value) {
        return settle(new Outcome.Success<>(Unchecked.value(value)));
    }

    @Override
    public boolean fail(Throwable failure) {
        return settle(new Outcome.Failure<>(failure));
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!isAbandoned()) {
                cancelAction = action;
                return;
            }
        }
        action.run();
    }

    @Override
    boolean interrupt(Task<?> task) {
        Runnable action;
        synchronized (this) {
            if (!abandon(task)) {
                return true;
            }
            action = cancelAction;
            cancelAction = null;
        }
        if (action != null) {
            run(action, task.loop());
        }
        return false;
    }

    private static void run(Runnable action, @Nullable EventLoop loop) {
        try {
            action.run();
        } catch (RuntimeException failure) {
            if (loop == null) {
                throw failure;
            }
            loop.reportFailure(new ErrorContext("exception in a cancel action", failure, action));
        }
    }

    @Override
    public Collection<? extends Promise<?>> joined() {
        return awaitable instanceof Joins joins ? joins.joined() : List.of();
    }

    @Override
    public String toString() {
        return awaitable.toString();
    }
}
