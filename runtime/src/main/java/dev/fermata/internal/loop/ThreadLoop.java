package dev.fermata.internal.loop;

import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.Handle;
import dev.fermata.loop.Step;
import dev.fermata.loop.TimerHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An event loop on the thread that calls {@link #runForever}.
 *
 * <p>One iteration: take what other threads have posted; move the timers that are due to the ready queue; idle if
 * nothing is ready; run what was ready at that moment. Everything is owned by the loop's thread except the
 * {@link Inbox}, the executor and the volatile fields.
 */
public final class ThreadLoop extends EventLoop {

    private final LoopClock clock;
    private final Inbox inbox = new Inbox();
    private final ReadyQueue ready = new ReadyQueue();
    private final Consumer<Step> accept = this::accept;
    private final TimerHeap timers = new TimerHeap();
    private final BlockingWork blockingWork = new BlockingWork();

    /** The thread that runs the loop or, while it does not run, the one that made it. */
    private volatile Thread owner = Thread.currentThread();

    private volatile boolean running;
    private volatile boolean closed;
    private volatile boolean stopping;
    private @Nullable Runnable interruptAction;

    /** Makes a loop that goes by {@code clock}. */
    public ThreadLoop(LoopClock clock) {
        this.clock = clock;
    }

    @Override
    public Handle callSoon(Runnable callback) {
        return callSoonThreadsafe(callback);
    }

    @Override
    public Handle callSoonThreadsafe(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        Handle handle = new Callback(this, callback);
        schedule(handle);
        return handle;
    }

    @Override
    public TimerHandle callLater(Duration delay, Runnable callback) {
        return callAt(Nanos.after(time(), delay), callback);
    }

    @Override
    public TimerHandle callAt(long when, Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        Timer timer = new Timer(this, callback, when);
        if (isRunningHere()) {
            timers.add(timer);
        } else if (!inbox.post(timer)) {
            throw closedException();
        }
        return timer;
    }

    /** Takes what was posted: a timer that is to be set, or a step that is to run. */
    private void accept(Step posted) {
        if (posted instanceof Timer timer) {
            timers.add(timer);
        } else {
            ready.add(posted);
        }
    }

    @Override
    public long time() {
        return clock.time();
    }

    @Override
    public void runForever() {
        checkRunnable();
        Thread previousOwner = owner;
        owner = Thread.currentThread();
        running = true;
        setRunning(this);
        boolean interrupted = false;
        try {
            do {
                interrupted |= takeInterrupt();
                iterate();
            } while (!stopping);
        } finally {
            stopping = false;
            setRunning(null);
            running = false;
            owner = previousOwner;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
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
        inbox.drain(accept);
        collectDueTimers();
        if (ready.size() == 0 && !stopping) {
            ready.trim();
            Timer next = timers.peek();
            clock.idle(this, next == null ? LoopClock.NEVER : next.when());
            inbox.drain(accept);
            collectDueTimers();
        }
        for (int left = ready.size(); left > 0 && ready.size() > 0; left--) {
            run(ready.remove());
        }
    }

    private void collectDueTimers() {
        timers.purgeIfMostlyCancelled();
        if (timers.size() == 0) {
            return;
        }
        long now = clock.time();
        for (Timer timer = timers.peek(); timer != null && timer.when() <= now; timer = timers.peek()) {
            timers.removeFirst();
            ready.add(timer);
        }
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
            inbox.post(new Callback(this, () -> {}));
        }
    }

    @Override
    public void close() {
        if (running) {
            throw new IllegalStateException("cannot close a running event loop");
        }
        if (closed) {
            return;
        }
        closed = true;
        inbox.close();
        ready.clear();
        blockingWork.shutdown();
        closed();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isOwnThread() {
        return Thread.currentThread() == owner;
    }

    @Override
    public ExecutorService executor() {
        checkNotClosed();
        return blockingWork.executor();
    }

    @Override
    public void setExecutor(ExecutorService executor) {
        checkNotClosed();
        blockingWork.replace(Objects.requireNonNull(executor, "executor"));
    }

    @Override
    public void shutdownExecutor(Duration timeout) {
        if (!blockingWork.shutdownAndWait(timeout)) {
            reportFailure(new ErrorContext("the executor did not finish its work within " + timeout, null, this));
        }
    }

    @Override
    protected void enqueue(Step step) {
        post(step);
    }

    @Override
    protected boolean post(Step step) {
        if (isRunningHere()) {
            ready.add(step);
            return true;
        }
        return inbox.post(step);
    }

    /** Only then may the queues be touched: before a run, the thread that is about to run the loop may be another. */
    private boolean isRunningHere() {
        return running && isOwnThread();
    }

    @Override
    protected void checkRunnable() {
        checkNotClosed();
        if (running) {
            throw new IllegalStateException("this event loop is already running; await in place of running it again");
        }
        if (running() != null) {
            throw new IllegalStateException("cannot run an event loop while another loop is running on this thread");
        }
    }

    /** Lets the heap count {@code timer}, on whichever thread it was cancelled. */
    void timerCancelled(Timer timer) {
        if (isRunningHere()) {
            timers.noteCancelled(timer);
        } else {
            inbox.post(new Callback(this, () -> timers.noteCancelled(timer)));
        }
    }

    private void schedule(Handle handle) {
        if (!post(handle)) {
            throw closedException();
        }
    }

    private void checkNotClosed() {
        if (closed) {
            throw closedException();
        }
    }

    private static IllegalStateException closedException() {
        return new IllegalStateException("the event loop is closed");
    }

    @Override
    public String toString() {
        return "EventLoop[" + (closed ? "closed" : running ? "running on " + owner.getName() : "not running") + "]";
    }

    /** Gives access to the constructor of {@link Handle}. */
    private static final class Callback extends Handle {
        Callback(EventLoop loop, Runnable callback) {
            super(loop, callback);
        }
    }
}
