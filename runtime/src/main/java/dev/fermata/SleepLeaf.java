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

    private static final Outcome.Success<?> NOTHING = new Outcome.Success<@Nullable Object>(Unchecked.value(null));

    private final long nanos;
    private final T result;
    private @Nullable TimerHandle timer;

    SleepLeaf(Duration duration, T result) {
        nanos = nanos(duration);
        this.result = result;
    }

    static long nanos(Duration duration) {
        return Nanos.of(duration);
    }

    @Override
    void start(Task<?> task) {
        EventLoop loop = task.loop();
        if (loop != null) {
            timer = loop.callAt(Nanos.after(loop.time(), nanos), this);
        } else {
            CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS).execute(this);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public void run() {
        settle(result == null ? (Outcome.Success<T>) NOTHING : new Outcome.Success<>(result));
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
        return "sleep of " + Duration.ofNanos(nanos);
    }
}
