package dev.fermata.internal.loop;

import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.Step;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An event loop on a thread that somebody else runs, in batches which it hands to that host like any other work.
 *
 * <p>At most one batch is on its way at a time: {@link #posted} is set by whoever hands it over and cleared when it
 * begins, before it looks at the queues; so what is added later causes another one. A batch ends when nothing is ready
 * or its time is used up; then the host has its turn.
 *
 * <p>A step may block the thread in a loop of the host's own that goes on with the host's work, as modal dialogs do.
 * Batches nest then. For this a batch with more than one step to run hands over the next one before it begins.
 *
 * <p>The loop is the running one of its host's thread from its first batch until it is closed, also between batches: so
 * callbacks of the host's own, the listeners of buttons for example, are on the loop as well.
 *
 * <p>All fields that are not final or volatile are owned by the host's thread.
 */
public final class HostLoop extends QueuedLoop {

    private static final long BATCH_NANOS = 2_000_000;
    private static final int BATCH_STEPS = 10_000;

    private final Host host;
    private final Runnable batch = this::runBatch;
    private final AtomicBoolean posted = new AtomicBoolean();
    private final AtomicBoolean cleanedUp = new AtomicBoolean();

    /** Where the last batch ran. */
    private volatile @Nullable Thread thread;

    /** How many batches are running, one within the other. Written on the host's thread only. */
    private volatile int depth;

    /** The host has refused work: it will never run a batch again. */
    private volatile boolean abandoned;

    private boolean warned;

    private final @Nullable Watchdog watchdog;
    private final AtomicBoolean knocked = new AtomicBoolean();
    private boolean watched;

    /** What is to be done when the loop has been closed, which the batch that is running does at its end. */
    private @Nullable Runnable whenClosed;

    // When the host is to wake the loop, and by what.
    private long armedFor = LoopClock.NEVER;
    private @Nullable Future<?> alarm;

    private HostLoop(Host host, LoopClock clock, @Nullable Watchdog watchdog) {
        super(clock);
        this.host = host;
        this.watchdog = watchdog;
    }

    /** Puts a loop on the one thread of {@code host}. */
    public static EventLoop on(ScheduledExecutorService host) {
        return on(Host.of(host), LoopClock.system());
    }

    /** Puts a loop on the thread that {@code host} runs things on, about which {@code isHostThread} answers. */
    public static EventLoop on(Executor host, BooleanSupplier isHostThread) {
        return on(Host.of(host, isHostThread), LoopClock.system());
    }

    static HostLoop on(Host host, LoopClock clock) {
        return on(host, clock, clock.isReal() ? Watchdog.shared() : null);
    }

    static HostLoop on(Host host, LoopClock clock, @Nullable Watchdog watchdog) {
        HostLoop loop = new HostLoop(host, clock, watchdog);
        if (!loop.wake()) {
            throw new IllegalArgumentException("the host does not accept work: " + host);
        }
        return loop;
    }

    // Handing batches over.

    /** Sees to it that a batch comes; returns false if the host refuses. Any thread. */
    private boolean wake() {
        if (abandoned) {
            return false;
        }
        if (!posted.compareAndSet(false, true)) {
            return true;
        }
        try {
            host.execute(batch);
            return true;
        } catch (RejectedExecutionException refused) {
            abandon();
            return false;
        }
    }

    @Override
    boolean postFromOutside(Step step) {
        return inbox.post(step) && wake();
    }

    /** Within a batch that cannot be nested, the batch itself comes to it. */
    @Override
    boolean added() {
        return (depth > 0 && host.isSilent()) || wake();
    }

    /** Closes the loop, since it cannot run any more; a batch that is still running does so at its end. */
    private void abandon() {
        abandoned = true;
        if (depth == 0) {
            cleanUp();
        }
    }

    private void cleanUp() {
        if (cleanedUp.compareAndSet(false, true)) {
            if (alarm != null) {
                alarm.cancel(false);
            }
            closeQueues();
            if (running() == this) {
                setRunning(null);
            }
            if (whenClosed != null) {
                whenClosed.run();
            }
        }
    }

    @Override
    protected void end(Runnable whenEnded) {
        whenClosed = whenEnded;
    }

    // Running them.

    private void runBatch() {
        posted.set(false);
        if (isClosed()) {
            return;
        }
        EventLoop before = running();
        int outer = depth;
        arriveOnThread();
        setRunning(this);
        depth = outer + 1;
        if (outer == 0) {
            beginWatch();
            pulse.set(true);
        }
        try {
            collect();
            runReady();
        } finally {
            depth = outer;
            if (outer == 0) {
                pulse.set(false);
            }
            if (before != null) {
                setRunning(before);
            }
            leaveBatch();
        }
    }

    private void arriveOnThread() {
        Thread now = Thread.currentThread();
        Thread before = thread;
        thread = now;
        if (before != null && before != now && before.isAlive() && host.isSilent() && !warned) {
            warned = true;
            reportFailure(new ErrorContext(
                    "the host of the event loop must have one thread, but went from " + before + " to " + now,
                    null,
                    this));
        }
    }

    private void runReady() {
        long start = time();
        int steps = 0;
        while (ready.size() > 0 && !isClosed()) {
            for (int left = ready.size(); left > 0 && ready.size() > 0; left--) {
                if (steps++ == 0 && left > 1 && !host.isSilent()) {
                    wake();
                }
                run(ready.remove());
                if (steps >= BATCH_STEPS || time() - start >= BATCH_NANOS) {
                    return;
                }
            }
            collect();
        }
        ready.trim();
    }

    private void leaveBatch() {
        if (depth == 0 && (abandoned || whenClosed != null)) {
            cleanUp();
        }
        if (isClosed()) {
            return;
        }
        if (ready.size() > 0) {
            wake();
        }
        setAlarm();
    }

    private void alarmed() {
        alarm = null;
        runBatch();
    }

    /**
     * Sees to it that the host wakes the loop in time. While there are timers, an alarm that comes too early is left alone:
     * most timers are cancelled, and hosts keep cancelled alarms until their time.
     */
    private void setAlarm() {
        long deadline = nextDeadline();
        if (alarm != null) {
            if (armedFor <= deadline && deadline != LoopClock.NEVER) {
                return;
            }
            alarm.cancel(false);
            alarm = null;
        }
        if (deadline == LoopClock.NEVER) {
            return;
        }
        armedFor = deadline;
        long now = time();
        try {
            alarm = host.wakeLater(this::alarmed, deadline <= now ? 0 : deadline - now);
        } catch (RejectedExecutionException refused) {
            abandon();
        }
    }

    // The watchdog.

    private void beginWatch() {
        if (!watched && watchdog != null && !blockedAfter().isZero()) {
            watched = true;
            watchdog.watch(this);
        }
    }

    @Override
    @Nullable
    Thread thread() {
        return thread;
    }

    /** A step that has opened a modal dialog does not block the host, which takes its work meanwhile. */
    @Override
    void knock() {
        if (!knocked.compareAndSet(false, true)) {
            return;
        }
        try {
            host.execute(() -> {
                knocked.set(false);
                pulse.sign();
            });
        } catch (RuntimeException refused) {
            // No sign of life: nothing is more true of a host that has ended.
        }
    }

    // The life of a loop.

    @Override
    public boolean isRunning() {
        return !isClosed();
    }

    @Override
    public boolean isOwnThread() {
        return host.isHostThread(thread);
    }

    @Override
    boolean ownsQueues() {
        return isOwnThread();
    }

    @Override
    public void runForever() {
        checkRunnable();
    }

    @Override
    public void stop() {
        throw refusesToBeRun();
    }

    @Override
    public void onInterrupt(@Nullable Runnable action) {
        throw refusesToBeRun();
    }

    @Override
    protected void checkRunnable() {
        checkNotClosed();
        throw refusesToBeRun();
    }

    private static IllegalStateException refusesToBeRun() {
        return new IllegalStateException(
                "this event loop lives on a host's thread, which runs it until it is closed; start"
                        + " tasks on it, with submit(...) for example, in place of running or stopping it");
    }

    @Override
    public void close() {
        if (isClosed()) {
            return;
        }
        if (!isOwnThread()) {
            if (wake()) {
                throw new IllegalStateException(
                        "close this event loop on the thread of its host; or call shutdown(...), on any thread");
            }
            return;
        }
        if (depth > 0) {
            throw new IllegalStateException("cannot close a running event loop; call shutdown(...)");
        }
        cleanUp();
    }

    @Override
    public String toString() {
        return "EventLoop[" + (isClosed() ? "closed" : "on " + host) + "]";
    }
}
