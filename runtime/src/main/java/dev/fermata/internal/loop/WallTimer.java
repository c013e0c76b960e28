package dev.fermata.internal.loop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/**
 * One use of the JDK's own timer, for what has no loop to wait on. Cancelling it lets go of the action at once: it ends as
 * if in time, since older JDKs keep the timers of futures that were cancelled.
 */
public final class WallTimer extends CompletableFuture<Boolean> {

    private WallTimer() {}

    /** Runs {@code action}, which is to be short, on the timer's thread after {@code nanos}. */
    static WallTimer start(long nanos, Runnable action) {
        WallTimer timer = new WallTimer();
        var unused = timer.completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS).thenAccept(passed -> {
            if (passed) {
                action.run();
            }
        });
        return timer;
    }

    /** Runs {@code action} on a thread of the JDK's common pool after {@code nanos}. */
    public static WallTimer startInPool(long nanos, Runnable action) {
        return start(nanos, () -> ForkJoinPool.commonPool().execute(action));
    }

    /** Prevents the action; returns false if it has begun. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return complete(false);
    }
}
