package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.Tasks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The elements of another stream, each of which has to come within a time. */
final class TimeLimited<T extends @Nullable Object> extends Operator<T> {

    private final AsyncStream<T> upstream;
    private final Duration limit;

    TimeLimited(AsyncStream<T> upstream, Duration limit) {
        this.upstream = upstream;
        this.limit = limit;
    }

    @Override
    Object next(Steps steps) {
        return steps.await(
                Tasks.withTimeout(limit, upstream.advance()),
                found -> Boolean.TRUE.equals(found) ? emit(upstream.current()) : end());
    }

    @Override
    Awaitable<?> closeUpstream() {
        return upstream.closeAsync();
    }
}
