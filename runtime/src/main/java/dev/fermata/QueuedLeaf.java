package dev.fermata;

import dev.fermata.codegen.Frame;
import dev.fermata.internal.debug.Joins;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.WaitQueue;
import dev.fermata.internal.sync.Waiting;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One await of a {@link QueuedOperation}: the task's place in a wait queue, and then what it was given there. Owned by the
 * thread of the task's loop.
 */
final class QueuedLeaf<T extends @Nullable Object> extends Leaf implements Waiting<T>, Joins {

    private final QueuedOperation<T> operation;
    private @Nullable Task<?> task;
    private @Nullable WaitQueue<?> queue;

    /** The value or, if this has {@link #failed}, the failure. */
    private @Nullable Object given;

    private boolean failed;

    /** The outcome is known; the task gets it once this is {@link #ready}. */
    private boolean decided;

    private boolean ready;

    private QueuedLeaf(QueuedOperation<T> operation) {
        this.operation = operation;
    }

    /** Does {@code operation} and returns its (escaped) result, or returns the leaf that has to wait for it. */
    static <T extends @Nullable Object> @Nullable Object begin(QueuedOperation<T> operation) throws Exception {
        Object answer = operation.attempt();
        return QueuedOperation.mustWait(answer) ? new QueuedLeaf<>(operation) : Frame.escape(answer);
    }

    @Override
    boolean isReady() {
        return ready;
    }

    @Override
    boolean subscribe(Task<?> waiter) {
        task = waiter;
        operation.enqueue(this);
        return true;
    }

    @Override
    @Nullable
    Object take() throws Throwable {
        if (failed) {
            throw (Throwable) Objects.requireNonNull(given);
        }
        return given;
    }

    @Override
    boolean interrupt(Task<?> waiter) {
        return ready || operation.interrupted(this);
    }

    @Override
    public Task<?> task() {
        return Objects.requireNonNull(task);
    }

    @Override
    public QueuedOperation<T> operation() {
        return operation;
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
        if (!decided) {
            decided = true;
            given = value;
        }
        wakeTask();
    }

    @Override
    public void fail(Throwable failure) {
        decideFailed(failure);
        wakeTask();
    }

    private void decideFailed(Throwable failure) {
        decided = true;
        failed = true;
        given = failure;
    }

    @Override
    public void decideDone() {
        decided = true;
    }

    @Override
    public void decideCancelled() {
        decideFailed(new CancellationException());
    }

    private void wakeTask() {
        ready = true;
        task().wake();
    }

    @Override
    public Collection<? extends Promise<?>> joined() {
        return operation instanceof Joins joins ? joins.joined() : List.of();
    }

    @Override
    public String toString() {
        return operation.toString();
    }
}
