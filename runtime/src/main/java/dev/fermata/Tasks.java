package dev.fermata;

import dev.fermata.codegen.Frame;
import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Starting tasks, and what tasks await most: time, each other, and other threads. */
public final class Tasks {

    private Tasks() {}

    /**
     * Starts {@code body} as a task of the loop that is running on this thread. Its first step runs in the loop's next
     * iteration, unless the loop {@linkplain EventLoop#setEagerStart starts tasks eagerly}.
     *
     * @throws IllegalStateException if no loop is running here, or if the coroutine was used before
     */
    public static <T extends @Nullable Object> Task<T> start(Awaitable<T> body) {
        EventLoop loop = EventLoop.current();
        return loop.hasTaskFactory() ? startOn(loop, body) : startHere(loop, body);
    }

    /** Starts {@code body} on the thread that {@code loop} is running on. */
    private static <T extends @Nullable Object> Task<T> startHere(EventLoop loop, Awaitable<T> body) {
        LoopTask<T> task = begin(LoopTask.here(checkOpen(loop, body)), body);
        task.start();
        return task;
    }

    /**
     * As {@link #start(Awaitable)}; the task runs in {@code context} itself, in place of a copy of the current one: what it
     * sets can be seen there, and by others that share it.
     */
    public static <T extends @Nullable Object> Task<T> start(Context context, Awaitable<T> body) {
        return startOn(EventLoop.current(), context, body);
    }

    /** As {@link #start(Awaitable)}, with a name for the task. */
    public static <T extends @Nullable Object> Task<T> start(String name, Awaitable<T> body) {
        EventLoop loop = EventLoop.current();
        TaskFactory factory = loop.taskFactory();
        if (factory != null) {
            return startBy(factory, new TaskRequest(loop, body, Objects.requireNonNull(name, "name"), null));
        }
        Task<T> task = startOn(loop, body);
        task.setName(name);
        return task;
    }

    /**
     * Starts {@code body} as a task of {@code loop}, from any thread.
     *
     * @throws IllegalStateException if the loop is closed, or if the coroutine was used before
     */
    public static <T extends @Nullable Object> Task<T> startOn(EventLoop loop, Awaitable<T> body) {
        TaskFactory factory = loop.taskFactory();
        if (factory != null) {
            return startBy(factory, new TaskRequest(loop, body, null, null));
        }
        LoopTask<T> task = prepare(loop, body);
        task.start();
        return task;
    }

    /** As {@link #start(Awaitable)}, but never eagerly. */
    public static <T extends @Nullable Object> Task<T> startSoon(Awaitable<T> body) {
        LoopTask<T> task = prepare(EventLoop.current(), body);
        task.startQueued();
        return task;
    }

    /** As {@link #startOn(EventLoop, Awaitable)}; the task runs in {@code context} itself. */
    public static <T extends @Nullable Object> Task<T> startOn(EventLoop loop, Context context, Awaitable<T> body) {
        TaskFactory factory = loop.taskFactory();
        if (factory != null) {
            return startBy(factory, new TaskRequest(loop, body, null, Objects.requireNonNull(context, "context")));
        }
        LoopTask<T> task = prepare(loop, body);
        task.context = Objects.requireNonNull(context, "context");
        task.start();
        return task;
    }

    /** The type of the result is the factory's promise. */
    @SuppressWarnings("unchecked")
    private static <T extends @Nullable Object> Task<T> startBy(TaskFactory factory, TaskRequest request) {
        Task<?> task = factory.start(request);
        if (task == null || task.loop() != request.loop()) {
            throw new IllegalStateException("the task factory has returned no task of the loop: " + task);
        }
        return (Task<T>) task;
    }

    static LoopTask<?> prepare(TaskRequest request) {
        LoopTask<?> task = prepare(request.loop(), request.body());
        if (request.name() != null) {
            task.setName(request.name());
        }
        if (request.context() != null) {
            task.context = request.context();
        }
        return task;
    }

    private static <T extends @Nullable Object> LoopTask<T> prepare(EventLoop loop, Awaitable<T> body) {
        return begin(LoopTask.of(checkOpen(loop, body)), body);
    }

    private static EventLoop checkOpen(EventLoop loop, Awaitable<?> body) {
        Objects.requireNonNull(body, "body");
        if (loop.isClosed()) {
            Coroutine.close(body);
            throw new IllegalStateException("the event loop is closed");
        }
        return loop;
    }

    private static <T extends @Nullable Object> LoopTask<T> begin(LoopTask<T> task, Awaitable<T> body) {
        task.begin(body instanceof Frame frame ? frame : new AwaitingFrame(body));
        return task;
    }

    /**
     * As {@link #start(Awaitable)}, but the first step of the task runs at once, on the caller's stack, before this
     * returns: a coroutine that does not suspend is done then.
     */
    public static <T extends @Nullable Object> Task<T> startEagerly(Awaitable<T> body) {
        EventLoop loop = EventLoop.current();
        LoopTask<T> task = begin(LoopTask.here(checkOpen(loop, body)), body);
        task.startEagerly();
        return task;
    }

    /** As {@link #startEagerly(Awaitable)}; the task runs in {@code context} itself. */
    public static <T extends @Nullable Object> Task<T> startEagerly(Context context, Awaitable<T> body) {
        LoopTask<T> task = prepare(EventLoop.current(), body);
        task.context = Objects.requireNonNull(context, "context");
        task.startEagerly();
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
        return hasPassed(duration) ? yieldNow() : SleepLeaf.of(duration);
    }

    /** As {@link #sleep(Duration)}; the await returns {@code result}. */
    public static <T extends @Nullable Object> Awaitable<T> sleep(Duration duration, T result) {
        return hasPassed(duration) ? new YieldLeaf<>(result) : SleepLeaf.of(duration, result);
    }

    private static boolean hasPassed(Duration duration) {
        return duration.isZero() || duration.isNegative();
    }

    /** Lets everything that is ready have a turn before the task goes on. */
    public static Awaitable<@Nullable Void> yieldNow() {
        return YieldLeaf.withoutResult();
    }

    /**
     * The results of {@code awaitables}, in their order. What is not a promise already is started at once.
     *
     * <p>When one fails, those started here are cancelled and, when they have ended, that failure is thrown, with those
     * of the others suppressed; promises and tasks of the caller are left alone. A child that others cancelled has failed
     * with a {@link java.util.concurrent.CancellationException}. Cancelling the returned promise cancels every child; it
     * ends when they all have ended. What is given twice gives one result for both.
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
     * How {@code awaitables} ended, in their order, whether with a value, a failure or cancelled; it waits for all of
     * them. What is not a promise already is started at once. Cancelling the returned promise cancels every child.
     *
     * @throws IllegalStateException as for {@link #gather}
     * @throws IllegalArgumentException as for {@link #gather}
     */
    public static <T extends @Nullable Object> Promise<List<Outcome<T>>> gatherSettled(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return Gathering.settled(awaitables);
    }

    /**
     * Waits for {@code promises} as long as {@code until} says, and tells which of them are done. It throws none of their
     * failures, and cancels none of them, not even if the awaiting task is cancelled. Start coroutines before.
     */
    public static <T extends @Nullable Object> Awaitable<WaitResult<T>> waitUntil(
            ReturnWhen until, Collection<? extends Promise<? extends T>> promises) {
        return new Waiting<>(until, null, promises);
    }

    /**
     * As {@link #waitUntil(ReturnWhen, Collection)}, for {@code limit} at most, counted from the await. The end of the
     * time is no failure: it is found in what is still pending.
     */
    public static <T extends @Nullable Object> Awaitable<WaitResult<T>> waitUntil(
            ReturnWhen until, Duration limit, Collection<? extends Promise<? extends T>> promises) {
        return new Waiting<>(until, Objects.requireNonNull(limit, "limit"), promises);
    }

    /**
     * The promises of {@code awaitables}, each when it has ended, in that order; they are done, so that
     * {@link Promise#result} gives the value or throws the failure. What is not a promise already is started at once.
     * What is given twice comes once. Closing the stream cancels what was started here and has not ended.
     *
     * @throws IllegalStateException if no loop is running on this thread
     * @throws IllegalArgumentException if a promise belongs to another loop
     */
    public static <T extends @Nullable Object> AsyncStream<Promise<? extends T>> asCompleted(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return new Completions<>(EventLoop.current(), awaitables);
    }

    /**
     * As {@link #asCompleted}, for those who would rather not iterate: one awaitable for each of {@code awaitables}, each good
     * for one await, and all alike: the one that is awaited first has the outcome of what ends first, and so on. Several may
     * be awaited at the same time. An await that is cancelled takes nothing, and can be repeated.
     *
     * @throws IllegalStateException if no loop is running on this thread
     * @throws IllegalArgumentException if a promise belongs to another loop
     */
    public static <T extends @Nullable Object> List<Awaitable<T>> completions(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return CompletionsInTurn.of(EventLoop.current(), awaitables);
    }

    /**
     * Runs {@code awaitables} concurrently until the first of them ends, cancels the others and, when they have ended,
     * returns the result of the first, or throws its failure. Promises and tasks of the caller are not cancelled. Failures
     * beside a result go to the loop's exception handler. For the first <em>success</em> see {@link #staggeredRace} and {@link TaskGroup#anySuccess}.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static <T extends @Nullable Object> Coroutine<T> race(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return Racing.race(awaitables);
    }

    /**
     * Runs {@code awaitables}, each when the one before has failed or {@code delay} after its start, until one succeeds;
     * cancels the others and, when they have ended, returns its result. If all fail, the first failure is thrown with the
     * others suppressed; those beside a success go to the loop's exception handler. Promises and tasks of the caller are not
     * cancelled. ("Happy eyeballs", RFC 8305; with a delay of
     * zero all start at once.)
     *
     * @throws IllegalArgumentException if there are none
     */
    public static <T extends @Nullable Object> Coroutine<T> staggeredRace(
            Duration delay, Collection<? extends Awaitable<? extends T>> awaitables) {
        return Racing.staggered(Objects.requireNonNull(delay, "delay"), awaitables);
    }

    /**
     * The results of {@code function} for {@code items}, in their order, of at most {@code concurrency} calls at a time.
     * When one fails, the others are cancelled and, when they have ended, that failure is thrown with those of the others
     * suppressed; no further call is made.
     *
     * @throws IllegalArgumentException if {@code concurrency} is less than 1
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> Coroutine<List<R>> map(
            Collection<? extends T> items, int concurrency, Function<? super T, ? extends Coroutine<R>> function) {
        return Mapping.of(items, concurrency, function);
    }

    /**
     * A promise that ends as {@code awaitable} does; cancelling it, or a task that awaits it, leaves {@code awaitable}
     * alone. A coroutine is started at once. If {@code awaitable} fails after that, and nobody else asked for it, the
     * failure is reported to the loop's exception handler, once. What is done already is returned as it is.
     *
     * @throws IllegalStateException if {@code awaitable} is not a promise and no loop is running on this thread
     * @throws IllegalArgumentException if {@code awaitable} is a promise of another loop than the running one
     */
    public static <T extends @Nullable Object> Promise<T> shield(Awaitable<? extends T> awaitable) {
        return Shielding.of(Objects.requireNonNull(awaitable, "awaitable"));
    }

    /**
     * Awaits {@code body} to its end, whatever cancels the task or a scope around: they interrupt at the next suspension
     * after it. For work that must not be left half done.
     */
    public static <T extends @Nullable Object> Coroutine<T> shielded(Awaitable<? extends T> body) {
        return new ScopedCall(new CancelScope(true), Objects.requireNonNull(body, "body")).as();
    }

    /**
     * Runs {@code work}, which may block, on a thread of the loop's executor, once this is awaited. Await it once.
     *
     * <p>When the awaiting task is cancelled, the thread is interrupted, and the await ends when the work has ended: with
     * its result, should it have one all the same. The work can call back into the loop: {@link LoopPortal}.
     */
    public static <T extends @Nullable Object> Awaitable<T> toThread(Callable<? extends T> work) {
        return new ThreadLeaf<T>(null, Objects.requireNonNull(work, "work"));
    }

    /**
     * As {@link #toThread(Callable)}, on a thread of {@code executor}. The loop does not shut it down.
     *
     * @throws java.util.concurrent.RejectedExecutionException at the await, if {@code executor} refuses the work
     */
    public static <T extends @Nullable Object> Awaitable<T> toThread(Executor executor, Callable<? extends T> work) {
        return new ThreadLeaf<T>(Objects.requireNonNull(executor, "executor"), Objects.requireNonNull(work, "work"));
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
     * As {@link #withTimeout}, except that a limit of zero or less does not begin what has not begun: it throws at once
     * unless {@code awaitable} is a promise that is done; one that is not is cancelled and waited for before.
     */
    public static <T extends @Nullable Object> Coroutine<T> waitFor(Duration limit, Awaitable<? extends T> awaitable) {
        Objects.requireNonNull(awaitable, "awaitable");
        boolean noTime = limit.isZero() || limit.isNegative();
        Awaitable<T> never = waiter -> {};
        return withTimeout(limit, noTime && !(awaitable instanceof Promise) ? never : awaitable);
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
