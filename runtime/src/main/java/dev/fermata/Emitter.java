package dev.fermata;

import org.jspecify.annotations.Nullable;

/**
 * The end of a stream where callbacks put elements in: see {@link AsyncStreams#fromCallbacks}. All methods may be called on
 * any thread, by several at a time.
 *
 * @param <T> the type of the elements
 */
public interface Emitter<T extends @Nullable Object> {

    /**
     * Puts {@code element} in without waiting. Returns false if it was refused: because the stream has ended, or because there
     * is no room and {@link Overflow} says {@link Overflow.WhenFull#SUSPEND}.
     */
    boolean tryEmit(T element);

    /**
     * As {@link #tryEmit}, but waits for room, in the order in which emitters came; to be awaited. The result is false if the
     * stream has, or meanwhile had, ended. When the awaiting task is cancelled, the element was not put in.
     */
    Awaitable<Boolean> emit(T element);

    /**
     * Ends the stream after the elements that are there. Returns false if it had ended.
     *
     * @throws RuntimeException what the action of {@link #onClose} throws
     */
    boolean close();

    /** As {@link #close}, with a failure that the consumer gets after the elements that are there. */
    boolean fail(Throwable failure);

    /** True if the stream has ended: by {@link #close}, {@link #fail}, or because the consumer has closed it. */
    boolean isClosed();

    /**
     * Sets what to do when the stream has ended, whoever ends it: {@code action} runs once, on the thread that ends it, at once
     * if it has ended already. This is where a listener is unregistered.
     *
     * @throws IllegalStateException if an action was set before
     */
    void onClose(Runnable action);
}
