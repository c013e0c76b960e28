package dev.fermata.loop;

import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.Promise;
import dev.fermata.Task;
import dev.fermata.TaskFactory;
import dev.fermata.Tasks;
import dev.fermata.internal.context.CallbackContext;
import dev.fermata.internal.debug.CreationTraces;
import dev.fermata.internal.debug.DebugOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one thread on which the tasks, callbacks and timers of a program take turns.
 *
 * <p>A loop belongs to the thread that runs it and, while it is not running, to the thread that made it; another thread
 * that begins to run it waits until the maker has done what it is at. Methods that do not say otherwise are to be called
 * there. {@link #execute}, {@link #callSoonThreadsafe} and {@link #stop} may be
 * called on any thread; {@link #callSoon}, {@link #callLater} and {@link #callAt}, called on another thread, find their
 * way to the loop too. After {@link #close} all scheduling throws {@link IllegalStateException}.
 *
 * <p>Callbacks run in the order in which they were scheduled, never from within the call that schedules them; those
 * added in one iteration of the loop run in the next. Equal deadlines keep the order in which they were set. A callback
 * runs in a copy of the {@link dev.fermata.Context} in which it was scheduled.
 */
public abstract class EventLoop implements Executor {

    private static final ThreadLocal<@Nullable EventLoop> RUNNING = new ThreadLocal<>();

    /**
     * What {@link #RUNNING} says of one thread, to be found without a look into the thread: in a program with one loop,
     * of the only one that matters. Null, or what a thread other than the reader's has put here, says nothing.
     */
    private static @Nullable RunningOn hint;

    /** That {@code loop} is running on {@code thread}; made and, by another or null, replaced by that thread itself. */
    private record RunningOn(EventLoop loop, Thread thread) {}

    /** Deeper than this, tasks are queued: an eager start within an eager start takes native stack. */
    private static final int MAX_EAGER_STARTS = 50;

    private static final LoopMonitor LOGGING = new LoopMonitor() {};

    private final AtomicInteger outsideWork = new AtomicInteger();

    /** Held by who begins to run the loop, and by the thread that made it while it acts for a loop that is not running. */
    private final ReentrantLock turnover = new ReentrantLock();

    /**
     * The thread that the loop runs on; null while it does not run. Written by that thread, under {@link #turnover}: so any
     * thread may compare it with itself without, and that is all that a thread may do.
     */
    private @Nullable Thread runner;

    private volatile @Nullable ExceptionHandler exceptionHandler;
    volatile Step.@Nullable TaskBook book;
    private volatile boolean debug = DebugOptions.PROCESS.debug();
    private volatile long slowNanos = Duration.ofMillis(100).toNanos();
    private volatile LoopMonitor monitor = LOGGING;
    private volatile Duration blockedAfter = DebugOptions.PROCESS.watchdog();
    /** The threads that do blocking work for this loop at this moment. */
    final Set<Thread> workers = ConcurrentHashMap.newKeySet();

    private final CreationTraces creations = new CreationTraces(EventLoop::belongsToLoop);
    private final UnusedCoroutines unusedCoroutines = new UnusedCoroutines();
    private volatile @Nullable TaskFactory taskFactory;

    private volatile boolean eagerStart;

    /** How many tasks are in their eager first step, one within the other. Owned by the loop's thread. */
    int eagerStarts;

    /** See {@link #inTurn()}. */
    private @Nullable Step inTurn;

    /** The context of the callback that is running, unless it is empty. Owned by the loop's thread. */
    @Nullable
    CallbackContext callbackContext;

    /** For implementations. */
    protected EventLoop() {}

    /**
     * Makes a loop that runs on the wall clock, on the thread that calls {@link #runForever}: the one that comes with
     * Fermata or, if one is installed, that of an {@link EventLoopProvider}.
     *
     * @throws IllegalStateException if several providers are installed and the system property {@code fermata.loop} names
     *     none of them, or if it names one that is not installed
     */
    public static EventLoop create() {
        return LoopProviders.choose().create();
    }

    /**
     * The loop that is running on this thread.
     *
     * @throws IllegalStateException if there is none
     */
    public static EventLoop current() {
        EventLoop loop = running();
        if (loop == null) {
            throw new IllegalStateException("no running event loop on " + Thread.currentThread());
        }
        return loop;
    }

    /** The loop that is running on this thread, or null. */
    public static @Nullable EventLoop running() {
        RunningOn known = hint;
        return known != null && known.thread == Thread.currentThread() ? known.loop : lookUpRunning(known == null);
    }

    private static @Nullable EventLoop lookUpRunning(boolean giveHint) {
        EventLoop loop = RUNNING.get();
        if (giveHint && loop != null) {
            hint = new RunningOn(loop, Thread.currentThread());
        }
        return loop;
    }

    /** Schedules {@code callback} for the next iteration. */
    public abstract Handle callSoon(Runnable callback);

    /** As {@link #callSoon}, from any thread. Callbacks of one thread keep their order. */
    public abstract Handle callSoonThreadsafe(Runnable callback);

    /** Schedules {@code callback} to run once {@code delay} has passed; one that is zero or negative has passed. */
    public abstract TimerHandle callLater(Duration delay, Runnable callback);

    /**
     * Schedules {@code callback} to run, never early, once {@link #time} has reached {@code when}, in nanoseconds. A loop that
     * sleeps may be late as the system's timers are, and by half a millisecond if dozens of timers are due in one.
     */
    public abstract TimerHandle callAt(long when, Runnable callback);

    /** The loop's clock, in nanoseconds from an arbitrary origin; it never runs backwards. Any thread. */
    public abstract long time();

    /** As {@link #callSoonThreadsafe}, without a handle. */
    @Override
    public final void execute(Runnable callback) {
        callSoonThreadsafe(callback);
    }

    /**
     * Runs the loop on this thread until {@link #stop}.
     *
     * @throws IllegalStateException if it is running or closed, or if another loop is running on this thread
     */
    public abstract void runForever();

    /**
     * Runs the loop until {@code awaitable}, started as a task unless it is a promise, is done. Returns its result or
     * throws its failure, the original exception object whether checked or not.
     *
     * @throws java.util.concurrent.CancellationException if it was cancelled
     * @throws IllegalArgumentException if it is a promise of another loop
     * @throws IllegalStateException if the loop was stopped first, and as {@link #runForever}
     */
    public final <T extends @Nullable Object> T runUntilComplete(Awaitable<T> awaitable) {
        try {
            checkRunnable();
        } catch (IllegalStateException refusal) {
            if (awaitable instanceof Coroutine<?> coroutine) {
                coroutine.close();
            }
            throw refusal;
        }
        Promise<T> promise = Tasks.ensurePromise(this, awaitable);
        AtomicBoolean running = new AtomicBoolean(true);
        Consumer<Promise<T>> stopper = done -> {
            if (running.get()) {
                stop();
            }
        };
        promise.addDoneCallback(stopper);
        try {
            runForever();
        } finally {
            running.set(false);
            if (!promise.isDone()) {
                post(new Handle(this, () -> promise.removeDoneCallback(stopper)));
            }
        }
        if (!promise.isDone()) {
            throw new IllegalStateException("the event loop was stopped before " + promise + " was done");
        }
        return promise.result();
    }

    /**
     * Starts {@code body} as a task of this loop, from any thread, and gives a future of its end: its result, or the
     * original exception object. Cancelling the future cancels the task; if the task is cancelled, so is the future.
     * Blocking on it on the loop's own thread throws {@link IllegalStateException}.
     *
     * @throws IllegalStateException if the loop is closed, or if the coroutine was used before
     */
    public final <T extends @Nullable Object> CompletableFuture<T> submit(Awaitable<T> body) {
        return Tasks.startOn(this, body).toCompletableFuture();
    }

    /**
     * Cancels every unfinished task of this loop and, when all have ended, closes the streams that were left half
     * consumed. The promise is completed when that is done; failures go to the exception handler. Tasks that are started
     * meanwhile are cancelled, too. A task of this loop must not await it. Any thread.
     *
     * @throws IllegalStateException if the loop is closed
     */
    public final Promise<@Nullable Void> endTasks() {
        Promise<@Nullable Void> ended = new Promise<>(this);
        Runnable whenEnded = () -> complete(ended);
        callSoonThreadsafe(() -> {
            Step.TaskBook kept = book;
            if (kept == null) {
                whenEnded.run();
            } else {
                kept.endAll(whenEnded);
            }
        });
        return ended;
    }

    /**
     * Ends the loop in order, from any thread, while it runs: does {@link #endTasks}, then {@link #shutdownExecutor}
     * without blocking the loop's thread, then closes a loop that lives on a host's thread and {@linkplain #stop stops} one
     * that is run by {@link #runForever}. The future is completed then; blocking on it on the loop's own thread throws
     * {@link IllegalStateException}.
     *
     * @param executorTimeout how long to wait for work on other threads, at most
     * @throws IllegalStateException if the loop is closed
     */
    public final CompletableFuture<@Nullable Void> shutdown(Duration executorTimeout) {
        Objects.requireNonNull(executorTimeout, "executorTimeout");
        Promise<@Nullable Void> ended = new Promise<>(this);
        CompletableFuture<@Nullable Void> future = ended.toCompletableFuture();
        endTasks()
                .addDoneCallback(tasksEnded -> new ExecutorEnd(this, executorTimeout)
                        .promise()
                        .addDoneCallback(
                                executorEnded -> endTasks().addDoneCallback(allEnded -> end(() -> complete(ended)))));
        return future;
    }

    @SuppressWarnings("NullAway") // nothing has no other value
    static void complete(Promise<@Nullable Void> promise) {
        promise.tryComplete(null);
    }

    /** False if it is sure that no executor was made, so that nothing has to be waited for. For implementations. */
    protected boolean hasExecutor() {
        return true;
    }

    /** Stops a loop that is run, or closes one that is not, and calls {@code whenEnded}, on the loop's thread. */
    protected void end(Runnable whenEnded) {
        whenEnded.run();
        callSoon(this::stop); // after the callbacks that this has queued
    }

    /** The threads that do blocking work for tasks of this loop now. For implementations; any thread. */
    protected final Set<Thread> workers() {
        return Set.copyOf(workers);
    }

    /** Ends {@link #runForever} after the current iteration; before it runs, after its first one. Any thread. */
    public abstract void stop();

    /**
     * Closes the loop: pending callbacks are dropped, the executor is shut down without waiting. A closed loop stays
     * closed; closing it again does nothing.
     *
     * @throws IllegalStateException if it is running
     */
    public abstract void close();

    /**
     * With true, tasks that are started by code that runs on this loop take their first step at once, on the stack of who
     * starts them, and those that do not suspend are done then; asyncio's {@code eager_task_factory}. In a deep recursion of
     * such starts the innermost ones are queued all the same. False at first. Any thread.
     */
    public final void setEagerStart(boolean eager) {
        eagerStart = eager;
    }

    /** True if tasks begin at once: see {@link #setEagerStart}. Any thread. */
    public final boolean startsEagerly() {
        return eagerStart;
    }

    final boolean beginEagerStart() {
        if (!eagerStart || running() != this || eagerStarts == MAX_EAGER_STARTS) {
            return false;
        }
        eagerStarts++;
        return true;
    }

    /**
     * Sets what an interrupt of the loop's thread does while the loop runs: {@code action} is called by the loop. With
     * null, and afterwards in any case, the thread is found interrupted when the run has ended.
     */
    public abstract void onInterrupt(@Nullable Runnable action);

    /** True while {@link #runForever} is under way. Any thread. */
    public abstract boolean isRunning();

    /** True after {@link #close}. Any thread. */
    public abstract boolean isClosed();

    /** True if this is the thread that the loop belongs to. */
    public abstract boolean isOwnThread();

    /** True if the loop is running on this thread: then nobody else touches what it owns. For implementations. */
    protected final boolean runsHere() {
        return Thread.currentThread() == runner;
    }

    /**
     * Allows this thread to act for the loop if it belongs to it and is not running; until {@link #endActing} it does not
     * begin to run. False if this thread has to post what it wants; or if the loop {@link #runsHere}, which the caller has
     * looked at.
     */
    final boolean beginActing() {
        if (!isOwnThread()) {
            return false;
        }
        boolean allowed = false;
        turnover.lock();
        try {
            allowed = runner == null && isOwnThread();
        } finally {
            if (!allowed) {
                turnover.unlock();
            }
        }
        return allowed;
    }

    final void endActing() {
        turnover.unlock();
    }

    private void setRunner(@Nullable Thread thread) {
        turnover.lock();
        try {
            runner = thread;
        } finally {
            turnover.unlock();
        }
    }

    /** The executor for work that blocks, made at its first use. Any thread. */
    public abstract ExecutorService executor();

    /** Replaces the executor for work that blocks; the loop shuts it down when it closes. Any thread. */
    public abstract void setExecutor(ExecutorService executor);

    /**
     * Shuts the executor down, waits for its work, {@code timeout} at most, and reports to the exception handler if
     * that was not enough. {@link #executor} throws {@link IllegalStateException} from now on. Blocks the thread.
     */
    public abstract void shutdownExecutor(Duration timeout);

    /** Sets who receives failures that have nobody to go to; null restores the default, which logs them. Any thread. */
    public final void setExceptionHandler(@Nullable ExceptionHandler handler) {
        exceptionHandler = handler;
    }

    /** Who receives failures that have nobody to go to; null for the default. */
    public final @Nullable ExceptionHandler exceptionHandler() {
        return exceptionHandler;
    }

    /**
     * Gives {@code context} to the exception handler. If that fails, both failures are logged; the only thing that this
     * throws is an error of the virtual machine.
     */
    public final void reportFailure(ErrorContext context) {
        ErrorContext complete = withCreation(context);
        ExceptionHandler handler = exceptionHandler;
        if (handler == null) {
            FailureLog.log(complete);
            return;
        }
        try {
            if (complete.source() instanceof Task<?> task && isOwnThread()) {
                task.context().run(() -> handler.handle(this, complete));
            } else {
                handler.handle(this, complete);
            }
        } catch (Throwable failure) {
            if (Step.isFatal(failure)) {
                throw failure;
            }
            FailureLog.log(
                    new ErrorContext("the exception handler failed on: " + complete.message(), failure, complete));
        }
    }

    private ErrorContext withCreation(ErrorContext context) {
        Objects.requireNonNull(context, "context");
        Object source = context.source();
        return source == null || !context.creation().isEmpty()
                ? context
                : new ErrorContext(context.message(), context.exception(), source, creations.of(source));
    }

    /**
     * Switches debug mode: scheduling from a foreign thread throws, slow steps are reported, handles, promises and tasks
     * are reported with the place of their creation, coroutines that nobody awaits and swallowed cancellations are
     * reported at all. At first it is off, unless the system property {@code fermata.debug} or the environment variable
     * {@code FERMATA_DEBUG} is set. Any thread.
     */
    public final void setDebug(boolean on) {
        if (on) {
            UnusedCoroutines.loopIsDebugged();
        }
        debug = on;
    }

    /** True in debug mode. Any thread. */
    public final boolean isDebug() {
        return debug;
    }

    /** From what duration on a step counts as slow in debug mode: 100 ms at first. Any thread. */
    public final Duration slowCallbackDuration() {
        return Duration.ofNanos(slowNanos);
    }

    /** Sets {@link #slowCallbackDuration}; not negative. Any thread. */
    public final void setSlowCallbackDuration(Duration duration) {
        slowNanos = duration.toNanos();
    }

    /**
     * Sets how long a step may run until the watchdog reports that it blocks the loop, while it does: a second at first,
     * or what the system property {@code fermata.watchdog} says, in milliseconds. Zero switches the watchdog off; if it was
     * off, it is switched on when the loop next begins to run or, on a host's thread, to take steps. Loops in virtual time
     * are not watched.
     *
     * @throws IllegalArgumentException if {@code threshold} is negative
     */
    public final void setBlockedAfter(Duration threshold) {
        if (threshold.isNegative()) {
            throw new IllegalArgumentException("a threshold must not be negative: " + threshold);
        }
        blockedAfter = threshold;
    }

    /** After what duration a step counts as blocking the loop; zero if the watchdog is off. Any thread. */
    public final Duration blockedAfter() {
        return blockedAfter;
    }

    /** Sets who is told about steps that take too long; null restores the default, which logs them. Any thread. */
    public final void setMonitor(@Nullable LoopMonitor listener) {
        monitor = listener == null ? LOGGING : listener;
    }

    /**
     * Where {@code source}, a handle, promise or task of this loop, was created, the innermost call first; empty if it
     * was not created in debug mode. Any thread.
     */
    public final List<StackTraceElement> creationOf(Object source) {
        return creations.of(source);
    }

    final UnusedCoroutines unusedCoroutines() {
        return unusedCoroutines;
    }

    /**
     * Sets who starts the tasks of this loop, whatever they are started by except {@code Tasks.startEagerly} and hot
     * calls; null restores the default. Any thread.
     */
    public final void setTaskFactory(@Nullable TaskFactory factory) {
        taskFactory = factory;
    }

    /** Who starts the tasks of this loop; null for the default. Any thread. */
    public final @Nullable TaskFactory taskFactory() {
        return taskFactory;
    }

    /** True if there is a {@link #taskFactory}. Any thread. */
    public final boolean hasTaskFactory() {
        return taskFactory != null;
    }

    /** True for the classes of a loop, also one that others wrote: what they call was called by the user before. */
    private static boolean belongsToLoop(Class<?> type) {
        return EventLoop.class.isAssignableFrom(type) || Step.class.isAssignableFrom(type);
    }

    /** Remembers, in debug mode, that {@code created} is being created. */
    final void noteCreation(Object created) {
        if (debug) {
            creations.note(created);
        }
    }

    /** In debug mode, throws unless this is the loop's own thread; {@code method} is what was called. */
    protected final void checkThread(String method) {
        if (debug && !isOwnThread()) {
            throw new IllegalStateException(method + " was called on " + Thread.currentThread()
                    + ", which is not the thread of " + this + "; use callSoonThreadsafe");
        }
    }

    /**
     * Declares that something outside the loop is at work and will post to it, so that a loop in virtual time waits
     * for it in place of jumping ahead. {@link #outsideWorkEnded} is to follow. Any thread.
     */
    public final void outsideWorkBegan() {
        outsideWork.incrementAndGet();
    }

    /** Ends what {@link #outsideWorkBegan} declared; to be called after the posting. Any thread. */
    public final void outsideWorkEnded() {
        outsideWork.decrementAndGet();
        post(new Handle(this, () -> {}));
    }

    /** True if work outside the loop is declared to be under way. Any thread. */
    public final boolean awaitsOutsideWork() {
        return outsideWork.get() > 0;
    }

    /** The unfinished tasks of this loop, where they are and who waits for whom: a {@code TaskDump} as text. */
    public final String dumpTasks() {
        Step.TaskBook kept = book;
        return kept == null ? "" : kept.dump();
    }

    /** The book of tasks, made by {@code factory} unless another thread was first. Any thread. */
    final synchronized Step.TaskBook makeBook(Function<EventLoop, ? extends Step.TaskBook> factory) {
        Step.TaskBook kept = book;
        if (kept == null) {
            kept = factory.apply(this);
            book = kept;
        }
        return kept;
    }

    /** Queues {@code step} from any thread; returns false, and does nothing, if the loop is closed. */
    protected abstract boolean post(Step step);

    /** Throws unless the loop can be run on this thread now. */
    protected abstract void checkRunnable();

    /** Runs {@code step}, for implementations. */
    protected final void run(Step step) {
        Step before = inTurn;
        Step.TaskBook kept = book;
        Object entered = kept == null ? null : kept.beginTurn();
        inTurn = step;
        try {
            runInTurn(step);
        } finally {
            inTurn = before;
            if (kept != null) {
                kept.endTurn(entered);
            }
        }
    }

    /**
     * The step that has its turn; null if none has. For implementations that know it without being told, as it stays in
     * their queue meanwhile: they override this and call {@link #runInTurn} in place of {@link #run}. On the loop's thread.
     */
    protected @Nullable Step inTurn() {
        return inTurn;
    }

    /**
     * Runs {@code step}, which {@link #inTurn} gives as long as this lasts. For loops whose turns are never within each other;
     * {@link #beginTurns} is to be called before the first of an iteration.
     */
    protected final void runInTurn(Step step) {
        if (debug) {
            runTimed(step);
        } else {
            step.turn();
        }
    }

    /**
     * Lets {@code step} know that it never has its turn, as this is being closed. To be called by implementations with each
     * step that is left, before {@link #closed}: other threads may wait for what some of them do.
     */
    protected static void drop(Step step) {
        step.dropped();
    }

    /** Forgets whom a stack overflow may have kept from leaving. */
    protected final void beginTurns() {
        Step.TaskBook kept = book;
        if (kept != null) {
            kept.endTurn(null);
        }
    }

    private void runTimed(Step step) {
        long start = time();
        step.turn();
        long took = time() - start;
        if (took >= slowNanos) {
            reportSlow(step, Duration.ofNanos(took));
        }
        unusedCoroutines.reportGarbage(this);
    }

    private void reportSlow(Step step, Duration took) {
        tellMonitor(told -> told.slowStep(this, step, took));
    }

    /** For the watchdog, on its thread. */
    protected final void reportBlocked(Thread thread, Duration duration, List<StackTraceElement> stack) {
        tellMonitor(told -> told.blocked(this, thread, duration, stack));
    }

    /** For the watchdog, on its thread. */
    protected final void reportUnblocked(Duration duration) {
        tellMonitor(told -> told.unblocked(this, duration));
    }

    private void tellMonitor(Consumer<LoopMonitor> report) {
        try {
            report.accept(monitor);
        } catch (Throwable failure) {
            if (Step.isFatal(failure)) {
                throw failure;
            }
            reportFailure(new ErrorContext("the loop's monitor failed", failure, this));
        }
    }

    /**
     * Makes this the running loop of the thread, or none with null, before and after the thread touches what the loop owns.
     * Waits for the loop's maker if that is acting for it. For implementations.
     */
    protected static void setRunning(@Nullable EventLoop loop) {
        EventLoop before = RUNNING.get();
        if (before == loop && loop != null && loop.runsHere()) {
            return;
        }
        // In any case, since the hint may be this thread's, seen too late.
        hint = null;
        if (loop != null) {
            loop.setRunner(Thread.currentThread());
            RUNNING.set(loop);
        } else {
            RUNNING.remove();
            if (before != null && before.runsHere()) {
                before.setRunner(null);
            }
        }
    }

    /** To be called by implementations when they close. */
    protected final void closed() {
        unusedCoroutines.reportAll(this);
        Step.TaskBook kept = book;
        if (kept != null) {
            kept.loopClosed();
        }
    }
}
