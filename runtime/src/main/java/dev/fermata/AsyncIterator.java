package dev.fermata;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * An iterator whose {@link #hasNext()} is a suspension point in {@link Async} methods: what {@link Await#each} iterates
 * with.
 *
 * @param <T> the type of the elements
 */
public interface AsyncIterator<T extends @Nullable Object> extends Iterator<T> {

    /** Waits for the next element, and tells whether there is one. */
    Awaitable<Boolean> hasNextAsync();

    /** Stands for {@link #hasNextAsync()} in {@link Async} methods; elsewhere it throws {@link NotInstrumentedException}. */
    @Override
    @AwaitableTwin("hasNextAsync")
    default boolean hasNext() {
        throw NotInstrumentedException.calledFrom(AsyncIterator.class);
    }
}
