package dev.fermata;

import dev.fermata.codegen.Frame;
import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Starting tasks, and what tasks await most: time, each other, and other threads. */
public final class Tasks {

    private Tasks() {}

    /**
     * Starts {@code body} as a task of the loop that is running on this thread. Its first step runs in the loop's next
     * iteration.
     *
     * @throws IllegalStateException if no loop is running here, or if the coroutine was used before
     */
    public static <T extends @Nullable Object> Task<T> start(Awaitable<T> body) {
        return startOn(EventLoop.current(), body);
    }

    /** As {@link #start(Awaitable)}, with a name for the task. */
    public static <T extends @Nullable Object> Task<T> start(String name, Awaitable<T> body) {
        Task<T> task = start(body);
        task.setName(name);
        return task;
    }

    /**
     * Starts {@code body} as a task of {@code loop}, from any thread.
     *
     * @throws IllegalStateException if the loop is closed, or if the coroutine was used before
     */
    public static <T extends @Nullable Object> Task<T> startOn(EventLoop loop, Awaitable<T> body) {
        Objects.requireNonNull(body, "body");
        if (loop.isClosed()) {
            throw new IllegalStateException("the event loop is closed");
        }
        LoopTask<T> task = new LoopTask<>(loop);
        task.begin(body instanceof Frame frame ? frame : new AwaitingFrame(body));
        task.start();
        return task;
    }

    /**
     * As {@link #start(Awaitable)}, for a task that nobody awaits: a failure is reported to the loop's exception handler
     * at once.
     */
    public static <T extends @Nullable Object> Task<T> background(Awaitable<T> body) {
        EventLoop loop = EventLoop.current();
        Task<T> task = start(body);
        task.addDoneCallback(ended -> {
            Throwable failure = ended.unseenFailure();
            if (failure != null) {
                ended.outcome();
                loop.reportFailure(new ErrorContext("a background task failed", failure, ended));
            }
        });
        return task;
    }

    /**
     * {@code awaitable} itself if it is a promise of {@code loop} or of none; otherwise a task of {@code loop}, just
     * started, that awaits it.
     *
     * @throws IllegalArgumentException if it is a promise of another loop
     */
    @SuppressWarnings("unchecked")
    public static <T extends @Nullable Object> Promise<T> ensurePromise(
            EventLoop loop, Awaitable<? extends T> awaitable) {
        Objects.requireNonNull(awaitable, "awaitable");
        if (!(awaitable instanceof Promise<?> promise)) {
            return startOn(loop, (Awaitable<T>) awaitable);
        }
        if (promise.loop() != null && promise.loop() != loop) {
            throw new IllegalArgumentException(promise + " belongs to a different event loop");
        }
        return (Promise<T>) promise;
    }

    /**
     * Lets {@code duration} pass, counted from the await; zero or less lets the others have one turn. Await it once.
     */
    public static Awaitable<@Nullable Void> sleep(Duration duration) {
        return sleep(duration, Unchecked.value(null));
    }

    /** As {@link #sleep(Duration)}; the await returns {@code result}. */
    public static <T extends @Nullable Object> Awaitable<T> sleep(Duration duration, T result) {
        boolean passed = duration.isZero() || duration.isNegative();
        return passed ? new YieldLeaf<>(result) : new SleepLeaf<>(duration, result);
    }

    /** Lets everything that is ready have a turn before the task goes on. */
    public static Awaitable<@Nullable Void> yieldNow() {
        return new YieldLeaf<>(Unchecked.value(null));
    }

    /**
     * The results of {@code awaitables}, in their order. What is not a promise already is started at once.
     *
     * <p>When one fails, those started here are cancelled and, when they have ended, that failure is thrown, with those
     * of the others suppressed; promises and tasks of the caller are left alone. A child that others cancelled has failed
     * with a {@link java.util.concurrent.CancellationException}. Cancelling the returned promise cancels every child; it
     * ends when they all have ended.
     *
     * @throws IllegalStateException if no loop is running on this thread and no promise among the arguments knows one
     * @throws IllegalArgumentException if the promises belong to different loops
     */
    public static <T extends @Nullable Object> Promise<List<T>> gather(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return Gathering.of(awaitables);
    }

    /** As {@link #gather(Collection)}. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T extends @Nullable Object> Promise<List<T>> gather(Awaitable<? extends T>... awaitables) {
        return Gathering.of(List.of(awaitables));
    }

    /**
     * Runs {@code work}, which may block, on a thread of the loop's executor, once this is awaited. Await it once.
     *
     * <p>When the awaiting task is cancelled, the thread is interrupted, and the await ends when the work has ended: with
     * its result, should it have one all the same.
     */
    public static <T extends @Nullable Object> Awaitable<T> toThread(Callable<? extends T> work) {
        return new ThreadLeaf<T>(Objects.requireNonNull(work, "work"));
    }

    /**
     * Awaits {@code body} for {@code limit} at most, counted from the await; then {@code body} is cancelled and, when it
     * has ended, a {@link java.util.concurrent.TimeoutException} thrown. A body that returns all the same has its result
     * returned. A limit of zero or less cancels at the first suspension.
     */
    public static <T extends @Nullable Object> Coroutine<T> withTimeout(Duration limit, Awaitable<? extends T> body) {
        Objects.requireNonNull(body, "body");
        return new TimedCall(Objects.requireNonNull(limit, "limit"), body, false).as();
    }

    /** As {@link #withTimeout}, but returns null in place of throwing when the limit has cut the body short. */
    public static <T extends @Nullable Object> Coroutine<@Nullable T> moveOnAfter(
            Duration limit, Awaitable<? extends T> body) {
        Objects.requireNonNull(body, "body");
        return new TimedCall(Objects.requireNonNull(limit, "limit"), body, true).as();
    }

    /**
     * The running task.
     *
     * @throws IllegalStateException outside of any task
     */
    public static Task<?> current() {
        return Task.current();
    }

    /** The unfinished tasks of the loop that is running on this thread, oldest first. */
    public static List<Task<?>> all() {
        return all(EventLoop.current());
    }

    /** The unfinished tasks of {@code loop}, oldest first. Any thread. */
    public static List<Task<?>> all(EventLoop loop) {
        return LiveTasks.of(loop).list();
    }
}
