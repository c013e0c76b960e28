package dev.fermata;

import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.Handle;
import dev.fermata.loop.Step;
import dev.fermata.loop.TimerHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An event loop as somebody else would write it, with the collections of the JDK and nothing from inside Fermata; by the
 * wall clock, or in virtual time.
 */
public class ForeignLoop extends EventLoop {

    private record Due(Alarm alarm, long number) {}

    /** Null for the wall clock. */
    private final @Nullable VirtualLoop clock;

    /** What comes from other threads: steps that are to run, and timers that are to be set. */
    private final LinkedBlockingQueue<Step> posted = new LinkedBlockingQueue<>();

    private final ArrayDeque<Step> ready = new ArrayDeque<>();
    private final PriorityQueue<Due> timers = new PriorityQueue<>(
            Comparator.<Due>comparingLong(due -> due.alarm.when()).thenComparingLong(Due::number));
    private volatile ExecutorService executor = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    });
    private final Thread maker = Thread.currentThread();
    private volatile @Nullable Thread runner;
    private volatile boolean stopping;
    private volatile boolean closed;
    private volatile boolean executorShutDown;
    private long timersMade;
    private @Nullable Runnable interruptAction;

    /** Makes a loop that goes by the wall clock. */
    public ForeignLoop() {
        this(null);
    }

    ForeignLoop(@Nullable VirtualLoop clock) {
        this.clock = clock;
    }

    @Override
    public Handle callSoon(Runnable callback) {
        return callSoonThreadsafe(callback);
    }

    @Override
    public Handle callSoonThreadsafe(Runnable callback) {
        Handle handle = new Callback(this, Objects.requireNonNull(callback));
        if (!post(handle)) {
            throw closedException();
        }
        return handle;
    }

    @Override
    public TimerHandle callLater(Duration delay, Runnable callback) {
        return callAt(time() + delay.toNanos(), callback);
    }

    @Override
    public TimerHandle callAt(long when, Runnable callback) {
        Alarm alarm = new Alarm(this, Objects.requireNonNull(callback), when);
        if (closed) {
            throw closedException();
        }
        if (ownsQueues()) {
            accept(alarm);
        } else {
            posted.add(alarm);
        }
        return alarm;
    }

    @Override
    public long time() {
        return clock == null ? System.nanoTime() : clock.time();
    }

    @Override
    public void runForever() {
        checkRunnable();
        runner = Thread.currentThread();
        setRunning(this);
        boolean interrupted = false;
        try {
            do {
                interrupted |= iterate();
            } while (!stopping);
        } finally {
            stopping = false;
            setRunning(null);
            runner = null;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One iteration; tells whether the thread was interrupted. */
    private boolean iterate() {
        boolean interrupted = Thread.interrupted();
        collect();
        if (ready.isEmpty() && !interrupted && !stopping) {
            interrupted = idle();
            collect();
        }
        if (interrupted && interruptAction != null) {
            ready.add(new Callback(this, interruptAction));
        }
        for (int left = ready.size(); left > 0; left--) {
            run(ready.remove());
        }
        return interrupted;
    }

    /** Moves what was posted to where it belongs, and makes ready what is due. */
    private void collect() {
        for (Step step = posted.poll(); step != null; step = posted.poll()) {
            accept(step);
        }
        for (Due due = next(); due != null && due.alarm.when() <= time(); due = next()) {
            ready.add(timers.remove().alarm);
        }
    }

    private void accept(Step step) {
        if (step instanceof Alarm alarm) {
            timers.add(new Due(alarm, timersMade++));
        } else {
            ready.add(step);
        }
    }

    /** The timer that is due first; null if none is set. */
    private @Nullable Due next() {
        while (!timers.isEmpty() && timers.element().alarm.isCancelled()) {
            timers.remove();
        }
        return timers.peek();
    }

    /** Waits until something may be ready; tells whether the thread was interrupted. */
    private boolean idle() {
        try {
            Step first = clock == null ? awaitPost() : clock.idle(this, deadline()) ? posted.take() : null;
            if (first != null) {
                accept(first);
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private @Nullable Step awaitPost() throws InterruptedException {
        return next() == null ? posted.take() : posted.poll(deadline() - time(), TimeUnit.NANOSECONDS);
    }

    private long deadline() {
        Due next = next();
        return next == null ? VirtualLoop.NEVER : next.alarm.when();
    }

    boolean hasPosts() {
        return !posted.isEmpty();
    }

    @Override
    public void stop() {
        stopping = true;
        posted.add(new Callback(this, () -> {}));
    }

    @Override
    public void close() {
        if (isRunning()) {
            throw new IllegalStateException("cannot close a running event loop");
        }
        if (!closed) {
            closed = true;
            executor.shutdown();
            posted.drainTo(ready);
            ready.forEach(EventLoop::drop);
            closed();
        }
    }

    @Override
    public void onInterrupt(@Nullable Runnable action) {
        interruptAction = action;
    }

    @Override
    public boolean isRunning() {
        return runner != null;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isOwnThread() {
        Thread running = runner;
        return Thread.currentThread() == (running == null ? maker : running);
    }

    private boolean ownsQueues() {
        return Thread.currentThread() == runner;
    }

    @Override
    public ExecutorService executor() {
        if (closed) {
            throw closedException();
        }
        if (executorShutDown) {
            throw new IllegalStateException("the executor is shut down");
        }
        return executor;
    }

    @Override
    public void setExecutor(ExecutorService replacement) {
        if (replacement.isShutdown()) {
            throw new IllegalArgumentException("shut down: " + replacement);
        }
        executor.shutdown();
        executor = replacement;
    }

    @Override
    public void shutdownExecutor(Duration timeout) {
        executorShutDown = true;
        executor.shutdown();
        try {
            if (!executor.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                reportFailure(new ErrorContext("work is still under way", null, this));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected boolean post(Step step) {
        return !closed && (ownsQueues() ? ready.add(step) : posted.add(step));
    }

    @Override
    protected void checkRunnable() {
        if (closed) {
            throw closedException();
        }
        if (isRunning()) {
            throw new IllegalStateException("already running");
        }
        if (EventLoop.running() != null) {
            throw new IllegalStateException("cannot run it while another loop is running");
        }
    }

    private static IllegalStateException closedException() {
        return new IllegalStateException("the event loop is closed");
    }

    private static final class Callback extends Handle {
        Callback(EventLoop loop, Runnable callback) {
            super(loop, callback);
        }
    }

    private static final class Alarm extends TimerHandle {
        Alarm(EventLoop loop, Runnable callback, long when) {
            super(loop, callback, when);
        }
    }
}
