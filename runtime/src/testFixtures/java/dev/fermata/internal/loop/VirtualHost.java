package dev.fermata.internal.loop;

import dev.fermata.loop.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A host of one loop, whose thread is the one that makes it, and whose work is done when a test says so. */
public final class VirtualHost {

    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private long alarmAt;
    private @Nullable CompletableFuture<Void> alarm;

    /** Puts a loop on this host that goes by {@code clock}. */
    public EventLoop open(LoopClock clock) {
        Thread thread = Thread.currentThread();
        return HostLoop.on(
                new Host(work::add, () -> Thread.currentThread() == thread) {
                    @Override
                    Future<?> wakeLater(Runnable batch, long nanos) {
                        alarmAt = clock.time() + nanos;
                        alarm = new CompletableFuture<>();
                        var unused = alarm.thenRun(batch);
                        return alarm;
                    }
                },
                clock);
    }

    /** Does the first of what there is to do; returns false if that is nothing. */
    public boolean work() {
        Runnable task = work.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    /** Waits for something to do, and does it. */
    public void awaitWork() {
        try {
            work.take().run();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** When the loop wants to be woken; {@link LoopClock#NEVER} if it does not. */
    public long alarmAt() {
        return alarm == null || alarm.isDone() ? LoopClock.NEVER : alarmAt;
    }

    /** Wakes the loop. */
    public void ring() {
        alarm.complete(null);
    }
}
