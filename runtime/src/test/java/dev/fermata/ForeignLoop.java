package dev.fermata;

import dev.fermata.loop.EventLoop;
import dev.fermata.loop.Handle;
import dev.fermata.loop.Step;
import dev.fermata.loop.TimerHandle;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * An event loop as somebody else would write it, with nothing from inside Fermata, in virtual time. It is without an
 * executor and interrupts, and its timers can be set on its own thread only: the contracts need no more.
 */
class ForeignLoop extends EventLoop {

    private record Due(Alarm alarm, long number) {}

    private final VirtualLoop clock;
    private final Thread owner = Thread.currentThread();
    private final Queue<Step> ready = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Due> timers = new PriorityQueue<>(
            Comparator.<Due>comparingLong(due -> due.alarm.when()).thenComparingLong(Due::number));
    private long timersMade;
    private volatile @Nullable Thread runner;
    private volatile boolean stopping;
    private volatile boolean closed;

    ForeignLoop(VirtualLoop clock) {
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
        if (closed || !isOwnThread()) {
            throw new IllegalStateException("the event loop is closed, or this is not its thread");
        }
        Alarm alarm = new Alarm(this, Objects.requireNonNull(callback), when);
        timers.add(new Due(alarm, timersMade++));
        return alarm;
    }

    @Override
    public long time() {
        return clock.time();
    }

    @Override
    public void runForever() {
        checkRunnable();
        runner = Thread.currentThread();
        setRunning(this);
        try {
            do {
                iterate();
            } while (!stopping);
        } finally {
            stopping = false;
            setRunning(null);
            runner = null;
        }
    }

    private void iterate() {
        timers.removeIf(due -> due.alarm.isCancelled());
        if (ready.isEmpty() && !stopping) {
            if (timers.isEmpty()) {
                throw new AssertionError("idle for ever: " + dumpTasks());
            }
            clock.passUntil(timers.element().alarm.when());
        }
        while (!timers.isEmpty() && timers.element().alarm.when() <= time()) {
            ready.add(timers.remove().alarm);
        }
        for (int left = ready.size(); left > 0; left--) {
            run(ready.remove());
        }
    }

    @Override
    public void stop() {
        stopping = true;
    }

    @Override
    public void close() {
        if (isRunning()) {
            throw new IllegalStateException("cannot close a running event loop");
        }
        if (!closed) {
            closed = true;
            closed();
        }
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
        return Thread.currentThread() == (running == null ? owner : running);
    }

    @Override
    protected boolean post(Step step) {
        return !closed && ready.add(step);
    }

    @Override
    protected void checkRunnable() {
        if (closed || isRunning() || EventLoop.running() != null) {
            throw new IllegalStateException("the event loop is closed, or a loop is running already");
        }
    }

    @Override
    public void onInterrupt(@Nullable Runnable action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ExecutorService executor() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setExecutor(ExecutorService executor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdownExecutor(Duration timeout) {
        throw new UnsupportedOperationException();
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
