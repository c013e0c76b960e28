package dev.fermata.codegen;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import java.util.Collections;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the body of a generator hands up at a {@code Yield}: where its next elements come from. */
final class Yielded extends Suspended implements Awaitable<@Nullable Object> {

    private final Iterator<?> elements;
    private final @Nullable AsyncStream<?> stream;

    private Yielded(Iterator<?> elements, @Nullable AsyncStream<?> stream) {
        this.elements = elements;
        this.stream = stream;
    }

    static Yielded one(@Nullable Object element) {
        return new Yielded(Collections.singleton(element).iterator(), null);
    }

    static Yielded all(Iterable<?> elements) {
        return new Yielded(Objects.requireNonNull(elements, "elements").iterator(), null);
    }

    static Yielded all(AsyncStream<?> elements) {
        return new Yielded(Collections.emptyIterator(), Objects.requireNonNull(elements, "elements"));
    }

    /** The elements that are there. */
    Iterator<?> elements() {
        return elements;
    }

    /** The elements that have to be waited for. */
    @Nullable
    AsyncStream<?> stream() {
        return stream;
    }

    @Override
    protected Object begin(int depth) {
        return this;
    }

    @Override
    public void await(Waiter<? super @Nullable Object> waiter) {
        throw new IllegalStateException("only the body of a generator can hand out an element");
    }
}
