package dev.fermata.internal.stream;

import dev.fermata.Awaitable;
import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The elements of an iterator, which is made when the first one is asked for. */
final class IteratorStream<T extends @Nullable Object> extends Operator<T> {

    private final Supplier<? extends Iterator<? extends T>> source;
    private final AutoCloseable resource;
    private @Nullable Iterator<? extends T> iterator;

    /** {@code resource} is closed when the stream has ended. */
    IteratorStream(Supplier<? extends Iterator<? extends T>> source, AutoCloseable resource) {
        this.source = source;
        this.resource = resource;
    }

    @Override
    Object next(Steps steps) {
        Iterator<? extends T> begun = iterator;
        if (begun == null) {
            begun = source.get();
            iterator = begun;
        }
        return begun.hasNext() ? emit(begun.next()) : endEarly(steps);
    }

    @Override
    Awaitable<?> closeUpstream() {
        return Steps.of(steps -> {
            resource.close();
            return null;
        });
    }
}
