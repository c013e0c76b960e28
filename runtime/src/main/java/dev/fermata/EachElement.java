package dev.fermata;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The iteration over a stream by a {@code for} statement. */
final class EachElement<T extends @Nullable Object> implements AsyncIterator<T> {

    private final AsyncStream<? extends T> stream;
    private boolean found;

    EachElement(AsyncStream<? extends T> stream) {
        this.stream = stream;
    }

    @Override
    public Awaitable<Boolean> hasNextAsync() {
        found = true;
        return stream.advance();
    }

    @Override
    public T next() {
        if (!found) {
            throw new NoSuchElementException("hasNext() was not awaited");
        }
        found = false;
        return stream.current();
    }
}
