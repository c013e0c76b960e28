package dev.fermata.internal.loop;

import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.Handle;
import dev.fermata.loop.Step;
import dev.fermata.loop.TimerHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An event loop that keeps what is to be done in queues of its own; what differs is who runs it.
 *
 * <p>One iteration: take what other threads have posted; move the timers that are due to the ready queue; run what was
 * ready at that moment. Everything is owned by the loop's thread except the {@link Inbox}, the executor and the volatile
 * fields.
 */
public abstract class QueuedLoop extends EventLoop {

    final Inbox inbox = new Inbox();
    final ReadyQueue ready = new ReadyQueue();
    final TimerWheel timers = new TimerWheel();

    /** What the watchdog looks at. */
    final Pulse pulse = new Pulse();

    private final LoopClock clock;
    private final Consumer<Step> accept = this::accept;
    private final Consumer<Step> makeReady = ready::add;
    private final BlockingWork blockingWork = new BlockingWork();
    private volatile boolean closed;

    QueuedLoop(LoopClock clock) {
        this.clock = clock;
    }

    /** True if the caller is on the loop's thread, and that thread may touch the queues now. */
    abstract boolean ownsQueues();

    /** Called on the loop's thread when something was added to a queue; returns false if nobody will come to it. */
    abstract boolean added();

    /** Hands {@code step} to the loop's thread, which the caller is not on; returns false if the loop is closed. */
    abstract boolean postFromOutside(Step step);

    // For the watchdog, on its thread.

    /** The thread that runs the steps; null if there is none at the moment. */
    abstract @Nullable Thread thread();

    /** Changes with every step. */
    final int position() {
        return ready.position();
    }

    /** Asks for a {@link Pulse#sign} if the thread can do other things while a step runs. */
    void knock() {}

    final void tellBlocked(Thread blocked, Duration duration, List<StackTraceElement> stack) {
        reportBlocked(blocked, duration, stack);
    }

    final void tellUnblocked(Duration duration) {
        reportUnblocked(duration);
    }

    // Scheduling.

    @Override
    public final Handle callSoon(Runnable callback) {
        checkThread("callSoon");
        return callSoonThreadsafe(callback);
    }

    @Override
    public final Handle callSoonThreadsafe(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        Handle handle = new Callback(this, callback);
        if (!post(handle)) {
            throw closedException();
        }
        return handle;
    }

    @Override
    public final TimerHandle callLater(Duration delay, Runnable callback) {
        checkThread("callLater");
        return callAt(Nanos.after(time(), delay), callback);
    }

    @Override
    public final TimerHandle callAt(long when, Runnable callback) {
        checkThread("callAt");
        Objects.requireNonNull(callback, "callback");
        Timer timer = new Timer(this, callback, when);
        if (closed) {
            throw closedException();
        }
        if (!(ownsQueues() ? add(timer) : postFromOutside(timer))) {
            throw closedException();
        }
        return timer;
    }

    private boolean add(Timer timer) {
        timer.addTo(timers);
        return added();
    }

    /**
     * True if the caller is on the thread on which this is running, so that it may call {@link #setTimer}: the way by which
     * the runtime's own steps are due without the handle that {@link #callAt} makes.
     */
    public final boolean takesTimers() {
        return ownsQueues() && !closed;
    }

    /**
     * Lets {@code timer} take its turn when {@link #time} has reached {@code when}; may be called if {@link #takesTimers}.
     * If it becomes {@linkplain Step#isObsolete obsolete} before, {@link #timerObsolete} is to be called.
     */
    public final void setTimer(Step timer, long when) {
        timers.add(timer, when);
        if (!added()) {
            throw closedException();
        }
    }

    /**
     * To be called by whoever acts for the loop, before a run its maker, when what was set to {@code when} has become
     * obsolete.
     */
    public final void timerObsolete(long when) {
        if (ownsQueues()) {
            timers.cancelled(when);
        } else {
            postFromOutside(new Callback(this, () -> timers.cancelled(when)));
        }
    }

    /** Takes what was posted: a timer that is to be set, or a step that is to run. */
    private void accept(Step posted) {
        if (posted instanceof Timer timer) {
            timer.addTo(timers);
        } else {
            ready.add(posted);
        }
    }

    @Override
    public final long time() {
        return clock.time();
    }

    final LoopClock clock() {
        return clock;
    }

    /** Moves to the ready queue what was posted, and the timers that are due; returns how much was posted. */
    final int collect() {
        int posted = inbox.drain(accept);
        if (!timers.isEmpty()) {
            timers.takeDue(clock.time(), makeReady);
        }
        return posted;
    }

    /** When to {@link #collect} again if nothing is posted: see {@link TimerWheel#nextLook}. */
    final long nextDeadline() {
        return timers.nextLook();
    }

    /** Takes {@code timer}, cancelled on whichever thread, out of the wheel. */
    final void timerCancelled(Timer timer) {
        if (ownsQueues()) {
            timer.cancelledIn(timers);
        } else {
            postFromOutside(new Callback(this, () -> timer.cancelledIn(timers)));
        }
    }

    @Override
    public final boolean isClosed() {
        return closed;
    }

    @Override
    public final ExecutorService executor() {
        checkNotClosed();
        return blockingWork.executor();
    }

    @Override
    public final void setExecutor(ExecutorService executor) {
        checkNotClosed();
        blockingWork.replace(Objects.requireNonNull(executor, "executor"));
    }

    @Override
    protected final boolean hasExecutor() {
        return blockingWork.exists();
    }

    @Override
    public final void shutdownExecutor(Duration timeout) {
        if (!blockingWork.shutdownAndWait(timeout)) {
            Set<Thread> stuck = new HashSet<>(blockingWork.busy());
            stuck.addAll(workers());
            reportFailure(new ErrorContext(StuckWork.describe(timeout, stuck), null, this));
        }
    }

    @Override
    protected final boolean post(Step step) {
        if (!ownsQueues()) {
            return postFromOutside(step);
        }
        if (closed) {
            return false;
        }
        ready.add(step);
        return added();
    }

    /** Drops everything that is pending and refuses everything from now on. */
    final void closeQueues() {
        closed = true;
        List<Step> dropped = new ArrayList<>();
        ready.clear(dropped::add);
        inbox.close(dropped::add);
        dropped.forEach(EventLoop::drop);
        blockingWork.shutdown();
        closed();
    }

    final void checkNotClosed() {
        if (closed) {
            throw closedException();
        }
    }

    static IllegalStateException closedException() {
        return new IllegalStateException("the event loop is closed");
    }

    /** A step that does nothing, for what has only to be noticed. */
    final Step nothing() {
        return new Callback(this, () -> {});
    }
}
