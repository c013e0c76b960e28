package dev.fermata;

import dev.fermata.internal.loop.Nanos;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.TimerHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A while that has to pass, counted from the await. Outside of any loop the JDK's own timer counts it. */
final class SleepLeaf<T extends @Nullable Object> extends OneShotLeaf<T> implements Runnable {

    private final Duration duration;
    private final Outcome.Success<T> result;
    private @Nullable TimerHandle timer;

    SleepLeaf(Duration duration, T result) {
        this.duration = duration;
        this.result = new Outcome.Success<>(result);
    }

    static long nanos(Duration duration) {
        return Nanos.of(duration);
    }

    @Override
    void start(Task<?> task) {
        EventLoop loop = task.loop();
        if (loop != null) {
            timer = loop.callLater(duration, this);
        } else {
            CompletableFuture.delayedExecutor(nanos(duration), TimeUnit.NANOSECONDS)
                    .execute(this);
        }
    }

    @Override
    public void run() {
        settle(result);
    }

    @Override
    boolean interrupt(Task<?> task) {
        if (!abandon(task)) {
            return true;
        }
        if (timer != null) {
            timer.cancel();
        }
        return false;
    }

    @Override
    public String toString() {
        return "sleep of " + duration;
    }
}
