package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of another stream in lists of a given size; the last one may be smaller. */
final class Chunked<T extends @Nullable Object> extends Operator<List<T>> {

    private final AsyncStream<T> upstream;
    private final int size;
    private List<T> chunk = new ArrayList<>();
    private boolean upstreamEnded;

    Chunked(AsyncStream<T> upstream, int size) {
        this.upstream = upstream;
        this.size = size;
    }

    @Override
    Object next(Steps steps) {
        return upstreamEnded ? end() : steps.await(upstream.advance(), found -> found(steps, found));
    }

    private Object found(Steps steps, @Nullable Object found) {
        if (Boolean.TRUE.equals(found)) {
            chunk.add(upstream.current());
            return chunk.size() == size ? emitChunk() : next(steps);
        }
        upstreamEnded = true;
        return chunk.isEmpty() ? end() : emitChunk();
    }

    private Object emitChunk() {
        List<T> full = Collections.unmodifiableList(chunk);
        chunk = new ArrayList<>();
        return emit(full);
    }

    @Override
    Awaitable<?> closeUpstream() {
        return upstreamEnded ? Steps.of(steps -> null) : upstream.closeAsync();
    }
}
