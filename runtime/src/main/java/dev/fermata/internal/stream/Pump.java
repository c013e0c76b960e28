package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.Tasks;
import dev.fermata.sync.AsyncSemaphore;
import org.jspecify.annotations.Nullable;

/** A worker that takes every element of a stream, ahead of the consumer. {@link Workers} closes the stream if need be. */
final class Pump<T extends @Nullable Object> extends Steps {

    /** What is done with each element. */
    @FunctionalInterface
    interface Sink<T extends @Nullable Object> {
        /** What to await before the next element is asked for; null for nothing. */
        @Nullable
        Awaitable<?> accept(T element) throws Throwable;
    }

    /** Elements after which the other tasks have a turn: a stream that never waits must not keep the loop to itself. */
    static final int TURN = 100;

    private final Workers workers;
    private final AsyncStream<T> stream;
    private final @Nullable AsyncSemaphore permits;
    private final Sink<? super T> sink;
    private final Runnable atEnd;
    private int sinceTurn;

    /** With {@code permits}, each element is asked for when there is one; the sink sees to its release. */
    Pump(
            Workers workers,
            AsyncStream<T> stream,
            @Nullable AsyncSemaphore permits,
            Sink<? super T> sink,
            Runnable atEnd) {
        this.workers = workers;
        this.stream = stream;
        this.permits = permits;
        this.sink = sink;
        this.atEnd = atEnd;
    }

    Pump(Workers workers, AsyncStream<T> stream, Sink<? super T> sink) {
        this(workers, stream, null, sink, () -> {});
    }

    @Override
    Object first() {
        return permits == null ? advance() : await(permits.acquire(), permit -> advance());
    }

    private Object advance() {
        return await(stream.advance(), this::found);
    }

    private @Nullable Object found(@Nullable Object found) throws Throwable {
        if (!Boolean.TRUE.equals(found)) {
            workers.ended(stream);
            atEnd.run();
            return null;
        }
        Awaitable<?> awaited = sink.accept(stream.current());
        return awaited == null ? goOn() : await(awaited, done -> goOn());
    }

    private Object goOn() {
        if (++sinceTurn < TURN) {
            return first();
        }
        sinceTurn = 0;
        return await(Tasks.yieldNow(), turn -> first());
    }
}
