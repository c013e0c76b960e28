package dev.fermata;

import dev.fermata.codegen.Generators;
import org.jspecify.annotations.Nullable;

/**
 * Elements that come one after another, with waits between. In an {@link Async} method,
 * {@code for (T element : Await.each(stream))} takes them.
 *
 * <p>An {@link Async} method that returns an {@code AsyncStream} hands elements out by {@link Yield} and may await
 * between. Its body runs inside the task that asks for an element, from one {@code Yield} to the next; what it throws is
 * thrown to them. A stream is good for one consumer: asking for an element while another one is awaited throws
 * {@link IllegalStateException}.
 *
 * @param <T> the type of the elements
 */
public interface AsyncStream<T extends @Nullable Object> extends AsyncCloseable {

    /** Waits for the next element: true if there is one, {@link #current} has it then. False at the end. */
    Awaitable<Boolean> advance();

    /**
     * The element that the last {@link #advance} has found.
     *
     * @throws IllegalStateException before the first one and after the last one
     */
    T current();

    /**
     * Ends the stream early: if it comes from an {@link Async} method, its {@code finally} blocks run, and may await.
     */
    @Override
    Awaitable<@Nullable Void> closeAsync();

    /** {@code return AsyncStream.done()}: how the body of an asynchronous generator ends. Elsewhere an empty stream. */
    static <T extends @Nullable Object> AsyncStream<T> done() {
        return Generators.emptyStream();
    }
}
