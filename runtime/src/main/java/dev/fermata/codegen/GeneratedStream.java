package dev.fermata.codegen;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A stream whose elements a body hands out, inside the task that asks for them. */
final class GeneratedStream<T extends @Nullable Object> implements AsyncStream<T> {

    final GeneratorBody body;

    /** Where the next elements come from before the body is asked again; the second may have to be waited for. */
    Iterator<?> elements = Collections.emptyIterator();

    @Nullable
    AsyncStream<?> delegate;

    private @Nullable Object element;
    private boolean present;

    GeneratedStream(Frame frame) {
        body = new GeneratorBody(frame);
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Awaitable<Boolean> advance() {
        return (Awaitable) new StreamStep(this, false);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public T current() {
        if (!present) {
            throw new IllegalStateException("no element: advance() was not awaited, or there is none left");
        }
        return (T) element;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Awaitable<@Nullable Void> closeAsync() {
        return (Awaitable) new StreamStep(this, true);
    }

    /** Makes {@code found} the current element. */
    void show(@Nullable Object found) {
        element = found;
        present = true;
    }

    /** Lets go of the current element. */
    void showNothing() {
        element = null;
        present = false;
    }
}
