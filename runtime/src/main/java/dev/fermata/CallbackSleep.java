package dev.fermata;

import dev.fermata.internal.loop.Nanos;
import dev.fermata.internal.loop.WallTimer;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.TimerHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A sleep that ends by a callback, on a loop that is not ours or, by the JDK's own timer, outside of any loop: see {@link
 * SleepLeaf}.
 */
final class CallbackSleep<T extends @Nullable Object> extends OneShotLeaf<T> implements Runnable {

    private static final Outcome.Success<?> NOTHING = new Outcome.Success<@Nullable Object>(Unchecked.value(null));

    private final long nanos;
    private final T result;
    private @Nullable TimerHandle timer;
    private @Nullable WallTimer wallTimer;

    CallbackSleep(long nanos, T result) {
        this.nanos = nanos;
        this.result = result;
    }

    @Override
    void start(Task<?> task) {
        EventLoop loop = task.loop();
        if (loop != null) {
            timer = loop.callAt(Nanos.after(loop.time(), nanos), this);
        } else {
            wallTimer = WallTimer.startInPool(nanos, this);
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
        if (wallTimer != null) {
            wallTimer.cancel(false);
        }
        return false;
    }

    @Override
    public String toString() {
        return "sleep of " + Duration.ofNanos(nanos);
    }
}
