package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The elements of streams that a function makes of the elements of another one, stream after stream. */
final class ConcatMapped<T extends @Nullable Object, R extends @Nullable Object> extends Operator<R> {

    private final AsyncStream<T> upstream;
    private final Function<? super T, ? extends AsyncStream<? extends R>> function;
    private @Nullable AsyncStream<? extends R> inner;

    ConcatMapped(AsyncStream<T> upstream, Function<? super T, ? extends AsyncStream<? extends R>> function) {
        this.upstream = upstream;
        this.function = function;
    }

    @Override
    Object next(Steps steps) {
        AsyncStream<? extends R> begun = inner;
        if (begun != null) {
            return steps.await(begun.advance(), found -> {
                if (Boolean.TRUE.equals(found)) {
                    return emit(begun.current());
                }
                inner = null;
                return next(steps);
            });
        }
        return steps.await(upstream.advance(), found -> {
            if (!Boolean.TRUE.equals(found)) {
                return end();
            }
            inner = function.apply(upstream.current());
            return next(steps);
        });
    }

    @Override
    Awaitable<?> closeUpstream() {
        AsyncStream<? extends R> begun = inner;
        return begun == null ? upstream.closeAsync() : new CloseAll(begun, upstream);
    }
}
