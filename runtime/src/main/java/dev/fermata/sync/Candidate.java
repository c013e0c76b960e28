package dev.fermata.sync;

import dev.fermata.Promise;
import dev.fermata.Task;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.WaitQueue;
import dev.fermata.internal.sync.Waiting;
import dev.fermata.loop.EventLoop;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A clause of a {@link Select} that waits: in a queue, or for a promise. Owned by the loop's thread. */
final class Candidate<T extends @Nullable Object, R extends @Nullable Object> implements Waiting<T> {

    private final Selection<R> selection;
    private final Select.Clause<T, R> clause;
    private final Waiting<Select.Chosen<R>> waiting;
    private @Nullable WaitQueue<?> queue;
    private @Nullable Consumer<Promise<T>> listener;

    Candidate(Selection<R> selection, Select.Clause<T, R> clause, Waiting<Select.Chosen<R>> waiting) {
        this.selection = selection;
        this.clause = clause;
        this.waiting = waiting;
    }

    void enqueue(EventLoop loop) {
        if (!(clause.operation() instanceof Promise<T> promise)) {
            operation().enqueue(this);
            return;
        }
        if (promise.loop() != null && promise.loop() != loop) {
            throw new IllegalStateException(promise + " is attached to a different event loop than " + task());
        }
        Consumer<Promise<T>> added = done -> ended(done, loop);
        listener = added;
        promise.addDoneCallback(added);
    }

    private void ended(Promise<T> done, EventLoop loop) {
        if (EventLoop.running() != loop) {
            loop.execute(() -> ended(done, loop));
            return;
        }
        if (listener == null) {
            return;
        }
        listener = null;
        try {
            complete(done.result());
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    /** Gives the wait up: something else was chosen, or nothing. */
    void leave() {
        if (queue != null) {
            queue.remove(this);
        }
        Consumer<Promise<T>> added = listener;
        if (added != null && clause.operation() instanceof Promise<T> promise) {
            promise.removeDoneCallback(added);
        }
        listener = null;
    }

    @Override
    public Task<?> task() {
        return waiting.task();
    }

    @Override
    public QueuedOperation<T> operation() {
        return (QueuedOperation<T>) clause.operation();
    }

    @Override
    public @Nullable WaitQueue<?> queue() {
        return queue;
    }

    @Override
    public void setQueue(@Nullable WaitQueue<?> queue) {
        this.queue = queue;
    }

    @Override
    public void complete(@Nullable T value) {
        if (selection.wins(this)) {
            waiting.complete(clause.gave(value));
        }
    }

    @Override
    public void fail(Throwable failure) {
        if (selection.wins(this)) {
            waiting.complete(clause.threw(failure));
        }
    }

    @Override
    public void decideDone() {
        throw new IllegalStateException("cannot be a clause of a select: " + clause.operation());
    }

    @Override
    public void decideCancelled() {
        decideDone();
    }
}
