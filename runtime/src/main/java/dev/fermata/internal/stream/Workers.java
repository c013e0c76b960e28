package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.Outcome;
import dev.fermata.Promise;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a stream that runs ahead of its consumer, and the streams that they take from: what a task group is to a
 * coroutine. When one of them fails, the others are cancelled; the consumer learns of it when all have ended. A stream that
 * was not taken to its end is closed when they have ended, so that nobody is taking from it then.
 *
 * <p>Owned by the loop's thread.
 */
final class Workers {

    private final EventLoop loop = EventLoop.current();
    private final Set<Task<?>> running = new LinkedHashSet<>();

    /** Tasks whose failure the consumer gets in its own time, from {@link #read}. */
    private final Set<Task<?>> unread = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Set<AsyncStream<?>> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Runnable whenAllHaveEnded;
    private @Nullable Throwable failure;
    private boolean ending;

    /** What {@link #end} waits for. */
    private @Nullable Promise<@Nullable Void> drained;

    Workers(Runnable whenAllHaveEnded) {
        this.whenAllHaveEnded = whenAllHaveEnded;
    }

    EventLoop loop() {
        return loop;
    }

    /** Somebody takes from {@code stream} from now on. */
    void opened(AsyncStream<?> stream) {
        open.add(stream);
    }

    /** {@code stream} has come to its end. */
    void ended(AsyncStream<?> stream) {
        open.remove(stream);
    }

    /** Starts a task whose failure ends everything. */
    void start(Awaitable<?> body) {
        begin(body);
    }

    /** Starts a task whose failure waits for {@link #read}. */
    <T extends @Nullable Object> Task<T> startUnread(Awaitable<T> body) {
        Task<T> task = begin(body);
        unread.add(task);
        return task;
    }

    private <T extends @Nullable Object> Task<T> begin(Awaitable<T> body) {
        Task<T> task = Tasks.startOn(loop, body);
        running.add(task);
        task.addDoneCallback(done -> workerEnded(task));
        if (ending) {
            task.cancel();
        }
        return task;
    }

    private void workerEnded(Task<?> task) {
        running.remove(task);
        Throwable thrown = unread.contains(task) ? null : failureOf(task);
        if (thrown != null) {
            failure = failure == null ? thrown : Steps.both(failure, thrown);
            cancelAll();
        }
        if (running.isEmpty()) {
            whenAllHaveEnded.run();
            if (drained != null) {
                drained.tryComplete(Values.as(null));
            }
        }
    }

    private @Nullable Throwable failureOf(Task<?> task) {
        Outcome<?> end = task.outcome();
        if (end instanceof Outcome.Failure<?> failed) {
            return failed.exception();
        }
        // Cancelled by somebody else: nothing that may pass for an end.
        return end instanceof Outcome.Cancelled<?> cancelled && !ending
                ? new CancellationException(cancelled.message())
                : null;
    }

    private void cancelAll() {
        ending = true;
        List.copyOf(running).forEach(Task::cancel);
    }

    /** The consumer sees to the outcome of {@code task}. */
    void read(Task<?> task) {
        unread.remove(task);
    }

    /** The failure that has ended everything, to be thrown by the caller; null if there is none. */
    @Nullable
    Throwable takeFailure() {
        Throwable taken = failure;
        failure = null;
        return taken;
    }

    /**
     * Cancels the tasks, waits for them, whatever interrupts that, and closes the streams that have not come to their end.
     * Throws what has failed and was not read.
     */
    Awaitable<?> end() {
        return Steps.of(steps -> {
            cancelAll();
            return drain(steps, null);
        });
    }

    private Object drain(Steps steps, @Nullable Throwable interruption) {
        if (running.isEmpty()) {
            return steps.await(
                    new CloseAll(open),
                    closed -> finish(interruption),
                    thrown -> finish(interruption == null ? thrown : Steps.both(thrown, interruption)));
        }
        Promise<@Nullable Void> wait = new Promise<>(loop);
        drained = wait;
        return steps.await(
                wait,
                done -> drain(steps, interruption),
                thrown -> drain(steps, interruption == null ? thrown : Steps.both(interruption, thrown)));
    }

    private @Nullable Object finish(@Nullable Throwable thrown) throws Throwable {
        Throwable first = takeFailure();
        for (Task<?> task : unread) {
            Throwable missed = failureOf(task);
            if (missed != null) {
                first = first == null ? missed : Steps.both(first, missed);
            }
        }
        unread.clear();
        if (first != null && thrown != null) {
            throw Steps.both(first, thrown);
        }
        if (first != null || thrown != null) {
            throw first == null ? thrown : first;
        }
        return null;
    }
}
