package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.loop.TimerHandle;
import dev.fermata.sync.Channel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The latest element of another stream at certain times: when none has followed it for a while, or at every tick of a clock;
 * and the last one of all. The other stream is never kept back; what the consumer does not take in time is replaced.
 */
final class Thinned<T extends @Nullable Object> extends Ahead<T> {

    private final AsyncStream<T> upstream;
    private final Duration period;
    private final boolean ticking;
    private @Nullable TimerHandle timer;

    /** Masked; null if it was handed out. */
    private @Nullable Object latest;

    /** With {@code ticking} every {@code period}, else {@code period} after an element that none has followed. */
    Thinned(AsyncStream<T> upstream, Duration period, boolean ticking) {
        super(Channel.bounded(1), only(upstream));
        this.upstream = upstream;
        this.period = period;
        this.ticking = ticking;
    }

    @Override
    void begin(Workers workers) {
        if (ticking) {
            setTimer();
        }
        Pump.Sink<T> keeper = element -> {
            latest = Values.mask(element);
            if (!ticking) {
                setTimer();
            }
            return null;
        };
        workers.start(new Pump<>(workers, upstream, null, keeper, this::upstreamEnded));
    }

    private void setTimer() {
        stopTimer();
        timer = workers().loop().callLater(period, this::timeHasCome);
    }

    private void timeHasCome() {
        handOut();
        if (ticking) {
            setTimer();
        }
    }

    private void upstreamEnded() {
        stopTimer();
        handOut();
    }

    private void handOut() {
        Object element = latest;
        latest = null;
        if (element != null) {
            sendLatest(Values.unmask(element));
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    @Override
    Object afterLast() throws Throwable {
        stopTimer();
        return super.afterLast();
    }

    @Override
    Awaitable<?> closeUpstream() {
        stopTimer();
        return super.closeUpstream();
    }
}
