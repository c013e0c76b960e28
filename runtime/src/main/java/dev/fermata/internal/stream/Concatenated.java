package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import java.util.ArrayDeque;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The elements of several streams, stream after stream. Closes those that it has not come to, too. */
final class Concatenated<T extends @Nullable Object> extends Operator<T> {

    private final ArrayDeque<AsyncStream<? extends T>> left;

    Concatenated(Collection<? extends AsyncStream<? extends T>> streams) {
        left = new ArrayDeque<>(streams);
    }

    @Override
    Object next(Steps steps) {
        AsyncStream<? extends T> first = left.peek();
        if (first == null) {
            return end();
        }
        return steps.await(first.advance(), found -> {
            if (Boolean.TRUE.equals(found)) {
                return emit(first.current());
            }
            left.remove();
            return next(steps);
        });
    }

    @Override
    Awaitable<?> closeUpstream() {
        return new CloseAll(left);
    }
}
