package dev.fermata.codegen;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose elements a body hands out, inside the task that asks for them: all of it but the object that the program
 * holds, {@link GeneratedStream}. That nothing here refers to that object is how one that was dropped can be told, and
 * closed.
 */
final class StreamState implements AsyncStream<@Nullable Object> {

    final GeneratorBody body;

    /** Where the next elements come from before the body is asked again; the second may have to be waited for. */
    Iterator<?> elements = Collections.emptyIterator();

    @Nullable
    AsyncStream<?> delegate;

    private @Nullable Object element;
    private boolean present;

    /** Ends the loop's care for this stream; null before the first element, and outside of any loop. */
    private @Nullable Runnable leave;

    private boolean watched;

    StreamState(Frame frame) {
        body = new GeneratorBody(frame);
    }

    @Override
    public Awaitable<Boolean> advance() {
        return step(this, false);
    }

    @Override
    public Awaitable<@Nullable Void> closeAsync() {
        return step(this, true);
    }

    /** One step to the next element, or to the end, which keeps {@code handle} alive until it has ended. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    <T extends @Nullable Object> Awaitable<T> step(AsyncStream<?> handle, boolean closing) {
        return (Awaitable<T>) (Awaitable<?>) new StreamStep(this, handle, closing);
    }

    @Override
    @SuppressWarnings("NullAway") // elements may be null
    public @Nullable Object current() {
        if (!present) {
            throw new IllegalStateException("no element: advance() was not awaited, or there is none left");
        }
        return element;
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

    /** The body has handed out elements, and may have something to clean up should {@code handle} be dropped. */
    void opened(AsyncStream<?> handle) {
        if (!watched) {
            watched = true;
            leave = Frame.Scheduler.streamOpened(handle, this);
        }
    }

    /** The body has ended. */
    void ended() {
        body.ended();
        left();
    }

    /** The body is never to be resumed. */
    void drop() {
        body.drop();
        left();
    }

    private void left() {
        Runnable action = leave;
        leave = null;
        if (action != null) {
            action.run();
        }
    }
}
