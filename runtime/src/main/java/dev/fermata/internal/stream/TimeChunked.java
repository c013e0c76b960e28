package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.loop.TimerHandle;
import dev.fermata.sync.AsyncEvent;
import dev.fermata.sync.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of another stream in lists, each handed out when it is full or some time after its first element. One list is
 * filled at a time: when it is full, the other stream is not asked until the consumer has taken it.
 */
final class TimeChunked<T extends @Nullable Object> extends Ahead<List<T>> {

    private final AsyncStream<T> upstream;
    private final int size;
    private final Duration time;
    private final AsyncEvent ready = new AsyncEvent();
    private final AsyncEvent room = new AsyncEvent();
    private List<T> chunk = new ArrayList<>();
    private @Nullable TimerHandle timer;
    private boolean workersEnded;

    TimeChunked(AsyncStream<T> upstream, int size, Duration time) {
        super(Channel.bounded(0), only(upstream));
        this.upstream = upstream;
        this.size = size;
        this.time = time;
    }

    @Override
    void begin(Workers workers) {
        workers.start(new Pump<>(workers, upstream, this::add));
    }

    private @Nullable Awaitable<?> add(T element) {
        chunk.add(element);
        if (chunk.size() == size) {
            ready.set();
            room.clear();
            return room.await();
        }
        if (chunk.size() == 1) {
            timer = workers().loop().callLater(time, ready::set);
        }
        return null;
    }

    @Override
    void endOfElements() {
        super.endOfElements();
        workersEnded = true;
        ready.set();
    }

    @Override
    Object next(Steps steps) {
        ensureBegun();
        return steps.await(ready.await(), set -> chunk.isEmpty() ? afterLast() : emit(takeChunk()));
    }

    private List<T> takeChunk() {
        List<T> taken = Collections.unmodifiableList(chunk);
        chunk = new ArrayList<>();
        stopTimer();
        if (!workersEnded) {
            ready.clear();
        }
        room.set();
        return taken;
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    @Override
    Awaitable<?> closeUpstream() {
        stopTimer();
        return super.closeUpstream();
    }
}
