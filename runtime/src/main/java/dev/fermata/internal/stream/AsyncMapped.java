package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an asynchronous function makes of the elements of another stream, in the consumer's task. */
final class AsyncMapped<T extends @Nullable Object, R extends @Nullable Object> extends Operator<R> {

    private final AsyncStream<T> upstream;
    private final Function<? super T, ? extends Coroutine<? extends R>> function;

    AsyncMapped(AsyncStream<T> upstream, Function<? super T, ? extends Coroutine<? extends R>> function) {
        this.upstream = upstream;
        this.function = function;
    }

    @Override
    Object next(Steps steps) {
        return steps.await(
                upstream.advance(),
                found -> Boolean.TRUE.equals(found)
                        ? steps.await(function.apply(upstream.current()), this::emit)
                        : end());
    }

    @Override
    Awaitable<?> closeUpstream() {
        return upstream.closeAsync();
    }
}
