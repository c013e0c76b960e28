package dev.fermata;

import dev.fermata.internal.loop.WallTimer;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.TimerHandle;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A {@link ScopedCall} whose scope is cancelled after a while, and which turns that into a {@link TimeoutException}. */
final class TimedCall extends ScopedCall {

    private final Duration limit;
    private final boolean quiet;
    private @Nullable TimerHandle timer;
    private @Nullable WallTimer wallTimer;

    /** With {@code quiet} the call returns null in place of throwing a {@link TimeoutException}. */
    TimedCall(Duration limit, Awaitable<?> body, boolean quiet) {
        super(new CancelScope(), body);
        this.limit = limit;
        this.quiet = quiet;
    }

    @Override
    protected StackTraceElement place() {
        return new StackTraceElement(Tasks.class.getName(), quiet ? "moveOnAfter" : "withTimeout", null, -1);
    }

    @Override
    void entering() {
        if (limit.isZero() || limit.isNegative()) {
            expire();
            return;
        }
        EventLoop loop = Task.current().loop();
        if (loop != null) {
            timer = loop.callLater(limit, this::expire);
        } else {
            wallTimer = WallTimer.startInPool(SleepLeaf.nanos(limit), this::expire);
        }
    }

    private void expire() {
        scope().cancel("timed out after " + limit);
    }

    @Override
    void leaving() {
        if (timer != null) {
            timer.cancel();
        }
        if (wallTimer != null) {
            wallTimer.cancel(false);
        }
    }

    @Override
    @Nullable
    Object failed(Throwable failure) throws Throwable {
        if (quiet) {
            return super.failed(failure);
        }
        throw timedOut(failure, scope(), "timed out after " + limit);
    }

    /** What to throw when a body inside {@code scope}, which a deadline cancels, has failed. */
    static Throwable timedOut(Throwable failure, CancelScope scope, String message) {
        if (failure instanceof Cancellation cancellation) {
            if (!cancellation.belongsTo(scope)) {
                return failure;
            }
            TimeoutException timeout = new TimeoutException(message);
            timeout.initCause(failure);
            return timeout;
        }
        if (scope.isCancelled()) {
            failure.addSuppressed(new TimeoutException(message));
        }
        return failure;
    }
}
