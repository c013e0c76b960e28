package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import org.jspecify.annotations.Nullable;

/**
 * The coroutine that takes the elements of a stream to its end, or until it has seen enough: what all terminal operations
 * have in common. Unless the stream has come to its end, it is closed, also after a failure.
 */
final class Consumption<T extends @Nullable Object> extends Steps {

    /** What is done with each element. */
    @FunctionalInterface
    interface Sink<T extends @Nullable Object> {

        /** Null to go on, {@link #ENOUGH} to end, or what to await before the next element. */
        @Nullable
        Awaitable<?> accept(T element) throws Throwable;
    }

    /** Gives the result. */
    @FunctionalInterface
    interface Result {
        @Nullable
        Object get() throws Throwable;
    }

    /** What a {@link Sink} answers that wants no further element. */
    static final Awaitable<?> ENOUGH = waiter -> {
        throw new IllegalStateException("not to be awaited");
    };

    private final AsyncStream<T> stream;
    private final Sink<? super T> sink;
    private final Result result;
    private boolean closed;

    Consumption(AsyncStream<T> stream, Sink<? super T> sink, Result result) {
        this.stream = stream;
        this.sink = sink;
        this.result = result;
    }

    @Override
    Object first() {
        return await(stream.advance(), this::found);
    }

    private @Nullable Object found(@Nullable Object found) throws Throwable {
        if (!Boolean.TRUE.equals(found)) {
            closed = true;
            return result.get();
        }
        Awaitable<?> answer = sink.accept(stream.current());
        if (answer == null) {
            return first();
        }
        if (answer == ENOUGH) {
            closed = true;
            return await(stream.closeAsync(), done -> result.get());
        }
        return await(answer, done -> first());
    }

    @Override
    Object failed(Throwable failure) throws Throwable {
        if (closed) {
            throw failure;
        }
        closed = true;
        return await(
                Steps.of(closing -> closing.await(stream.closeAsync(), done -> null)),
                done -> {
                    throw failure;
                },
                second -> {
                    throw both(failure, second);
                });
    }
}
