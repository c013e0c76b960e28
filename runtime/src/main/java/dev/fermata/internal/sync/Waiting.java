package dev.fermata.internal.sync;

import dev.fermata.Task;
import org.jspecify.annotations.Nullable;

/**
 * One task that waits in a {@link WaitQueue}; implemented by the scheduler, and by what waits in several queues.
 *
 * @param <T> the type of what is waited for
 */
public interface Waiting<T extends @Nullable Object> {

    /** Who waits. */
    Task<?> task();

    /** What it awaits. */
    QueuedOperation<? extends T> operation();

    /** Where it waits; null if it does not. */
    @Nullable
    WaitQueue<?> queue();

    /** To be called by {@link WaitQueue} alone. */
    void setQueue(@Nullable WaitQueue<?> queue);

    /** Gives it what it waits for. */
    void complete(@Nullable T value);

    /** Lets its await throw {@code failure}. */
    void fail(Throwable failure);

    /** Settles that the await returns null when it is completed, whatever with. */
    void decideDone();

    /** Settles that the await throws the cancellation that was asked for when it is completed, whatever with. */
    void decideCancelled();
}
