package dev.fermata.loop;

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

/** An event loop as somebody else would write it, with the collections of the JDK and nothing from inside Fermata. */
public final class SimpleLoop extends EventLoop {

    private record Due(Alarm alarm, long number) {}

    private final LinkedBlockingQueue<Step> posted = new LinkedBlockingQueue<>();
    private final ArrayDeque<Step> ready = new ArrayDeque<>();
    private final PriorityQueue<Due> timers = new PriorityQueue<>(
            Comparator.<Due>comparingLong(due -> due.alarm.when()).thenComparingLong(Due::number));
    private volatile ExecutorService executor = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    });
    private volatile Thread owner = Thread.currentThread();
    private volatile boolean running;
    private volatile boolean stopping;
    private volatile boolean closed;
    private volatile boolean executorShutDown;
    private long timersMade;
    private @Nullable Runnable interruptAction;

    @Override
    public Handle callSoon(Runnable callback) {
        return callSoonThreadsafe(callback);
    }

    @Override
    public Handle callSoonThreadsafe(Runnable callback) {
        Handle handle = new Callback(this, Objects.requireNonNull(callback));
        if (!post(handle)) {
            throw new IllegalStateException("the event loop is closed");
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
        callSoonThreadsafe(() -> timers.add(new Due(alarm, timersMade++)));
        return alarm;
    }

    @Override
    public long time() {
        return System.nanoTime();
    }

    @Override
    public void runForever() {
        checkRunnable();
        Thread before = owner;
        owner = Thread.currentThread();
        running = true;
        setRunning(this);
        boolean interrupted = false;
        try {
            do {
                interrupted |= iterate();
            } while (!stopping);
        } finally {
            stopping = false;
            setRunning(null);
            running = false;
            owner = before;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One iteration; tells whether the thread was interrupted. */
    private boolean iterate() {
        boolean interrupted = Thread.interrupted();
        try {
            Step first = ready.isEmpty() && !interrupted && !stopping
                    ? posted.poll(idleNanos(), TimeUnit.NANOSECONDS)
                    : null;
            if (first != null) {
                ready.add(first);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted && interruptAction != null) {
            ready.add(new Callback(this, interruptAction));
        }
        posted.drainTo(ready);
        for (Due due = timers.peek(); due != null && due.alarm.when() <= time(); due = timers.peek()) {
            ready.add(timers.remove().alarm);
        }
        for (int left = ready.size(); left > 0; left--) {
            run(ready.remove());
        }
        return interrupted;
    }

    private long idleNanos() {
        Due next = timers.peek();
        return next == null ? Long.MAX_VALUE : next.alarm.when() - time();
    }

    @Override
    public void stop() {
        stopping = true;
        posted.add(new Callback(this, () -> {}));
    }

    @Override
    public void close() {
        if (running) {
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
        if (closed || executorShutDown) {
            throw new IllegalStateException("the event loop, or its executor, is closed");
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
        if (closed) {
            return false;
        }
        if (running && isOwnThread()) {
            ready.add(step);
        } else {
            posted.add(step);
        }
        return true;
    }

    @Override
    protected void checkRunnable() {
        if (closed) {
            throw new IllegalStateException("the event loop is closed");
        }
        if (running) {
            throw new IllegalStateException("already running");
        }
        if (EventLoop.running() != null) {
            throw new IllegalStateException("cannot run it while another loop is running");
        }
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
