package dev.fermata.internal.loop;

import dev.fermata.loop.Step;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** An event loop on the thread that calls {@link #runForever}, which idles when nothing is ready. */
public final class ThreadLoop extends QueuedLoop {

    /** Spins; each takes some nanoseconds, on some processors up to fifty. */
    private static final int LINGER = 32;

    /** How long a loop sleeps at least, in nanoseconds, while dozens of timers are due in one millisecond. */
    private static final long CROWD_PAUSE = 500_000;

    private final @Nullable IntUnaryOperator taskOrder;

    private final @Nullable Watchdog watchdog;

    /** The thread that the loop belongs to while it does not run. */
    private final Thread maker = Thread.currentThread();

    /** The thread that runs the loop, or closes it; null otherwise. */
    private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();

    private volatile boolean stopping;
    private @Nullable Runnable interruptAction;

    /** True if it may take a moment of real time to look whether more is posted. */
    private final boolean lingers;

    /** How much the last look at the inbox has found. */
    private int posted;

    /** Makes a loop that goes by {@code clock}; if that is real, the watchdog watches it. */
    public ThreadLoop(LoopClock clock) {
        this(clock, null);
    }

    /**
     * As {@link #ThreadLoop(LoopClock)}, for tests: in each iteration the tasks that are ready take their turns in the
     * order that {@code taskOrder} chooses.
     *
     * @param taskOrder given n, returns a number from 0 to n - 1; null for the order in which they were made ready
     */
    public ThreadLoop(LoopClock clock, @Nullable IntUnaryOperator taskOrder) {
        this(clock, taskOrder, clock.isReal() ? Watchdog.shared() : null);
    }

    ThreadLoop(LoopClock clock, @Nullable IntUnaryOperator taskOrder, @Nullable Watchdog watchdog) {
        super(clock);
        this.taskOrder = taskOrder;
        lingers = clock.isReal() && Runtime.getRuntime().availableProcessors() > 1;
        this.watchdog = watchdog;
    }

    @Override
    @Nullable
    Thread thread() {
        return runner.get();
    }

    private Watchdog.@Nullable Watch beginWatch() {
        return watchdog == null || blockedAfter().isZero() ? null : watchdog.watch(this);
    }

    private void endWatch(Watchdog.@Nullable Watch watch) {
        if (watchdog != null && watch != null) {
            watchdog.unwatch(watch);
        }
    }

    @Override
    public void runForever() {
        checkRunnable();
        claim();
        setRunning(this);
        boolean interrupted = false;
        Watchdog.Watch watch = beginWatch();
        pulse.set(true);
        try {
            do {
                interrupted |= takeInterrupt();
                iterate();
            } while (!stopping);
        } finally {
            pulse.set(false);
            endWatch(watch);
            ready.end(); // in case its step has failed
            stopping = false;
            setRunning(null);
            runner.set(null);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Makes this thread the one that runs the loop; several may try. */
    private void claim() {
        if (!runner.compareAndSet(null, Thread.currentThread())) {
            throw alreadyRunning();
        }
        if (isClosed()) {
            runner.set(null);
            throw closedException();
        }
    }

    @Override
    public void onInterrupt(@Nullable Runnable action) {
        interruptAction = action;
    }

    private boolean takeInterrupt() {
        if (!Thread.interrupted()) {
            return false;
        }
        if (interruptAction != null) {
            callSoon(interruptAction);
        }
        return true;
    }

    private void iterate() {
        if (posted > 1 && ready.isEmpty()) {
            linger();
        }
        posted = collect();
        if (ready.isEmpty() && !stopping) {
            ready.trim();
            idle();
            posted = collect();
        }
        if (taskOrder != null) {
            ready.permuteTasks(taskOrder);
        }
        beginTurns();
        for (int left = ready.size(); left > 0 && !ready.isEmpty(); left--) {
            runInTurn(ready.begin());
            ready.end();
        }
    }

    @Override
    protected @Nullable Step inTurn() {
        return ready.begun();
    }

    /**
     * Lets a thread that posts one thing after the other go on for about a microsecond: a look at the inbox after each would
     * have its memory wander between the processors, and parking would make the next one a system call. Not after a
     * single one: whoever has posted it may be waiting for the next thing that this loop does.
     */
    private void linger() {
        if (lingers) {
            for (int i = 0; i < LINGER; i++) {
                Thread.onSpinWait();
            }
        }
    }

    private void idle() {
        pulse.set(false);
        clock().idle(this, nextWakeUp());
        pulse.set(true);
    }

    /** The next deadline; but a crowd of timers, each a few microseconds behind the other, is taken together. */
    private long nextWakeUp() {
        long deadline = nextDeadline();
        return clock().isReal() && timers.isCrowded() ? Math.max(deadline, time() + CROWD_PAUSE) : deadline;
    }

    /** Sleeps until something is posted, {@code nanos} have passed or the thread is interrupted. For clocks. */
    public void park(long nanos) {
        inbox.park(nanos);
    }

    /** True if something was posted that was not taken yet. For clocks. */
    public boolean hasPosts() {
        return !inbox.isEmpty();
    }

    @Override
    public void stop() {
        stopping = true;
        if (!isOwnThread()) {
            inbox.post(nothing());
        }
    }

    @Override
    public void close() {
        if (!runner.compareAndSet(null, Thread.currentThread())) {
            throw new IllegalStateException("cannot close a running event loop");
        }
        try {
            if (!isClosed()) {
                closeQueues();
            }
        } finally {
            runner.set(null);
        }
    }

    @Override
    public boolean isRunning() {
        return runner.get() != null;
    }

    @Override
    public boolean isOwnThread() {
        if (runsHere()) { // nearly always
            return true;
        }
        Thread running = runner.get();
        return Thread.currentThread() == (running == null ? maker : running);
    }

    /** Before a run, another thread than the maker may be about to begin one. */
    @Override
    boolean ownsQueues() {
        return runsHere();
    }

    /** The iteration that is under way, or the next one, comes to it. */
    @Override
    boolean added() {
        return true;
    }

    @Override
    boolean postFromOutside(Step step) {
        return inbox.post(step);
    }

    @Override
    protected void checkRunnable() {
        checkNotClosed();
        if (isRunning()) {
            throw alreadyRunning();
        }
        if (running() != null) {
            throw new IllegalStateException("cannot run an event loop while another loop is running on this thread");
        }
    }

    private static IllegalStateException alreadyRunning() {
        return new IllegalStateException("this event loop is already running; await in place of running it again");
    }

    @Override
    public String toString() {
        Thread running = runner.get();
        return "EventLoop["
                + (isClosed() ? "closed" : running == null ? "not running" : "running on " + running.getName()) + "]";
    }
}
