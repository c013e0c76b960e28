package dev.fermata;

import org.jspecify.annotations.Nullable;

/**
 * A resource that takes an await to close. In an {@link Async} method, try-with-resources awaits {@link #closeAsync()}:
 *
 * <pre>{@code
 * try (var session = Await.on(open())) {
 *     ...
 * }
 * }</pre>
 */
public interface AsyncCloseable extends AutoCloseable {

    /** Closes the resource. Closing it again has no effect. */
    Awaitable<@Nullable Void> closeAsync();

    /** Stands for {@link #closeAsync()} in {@link Async} methods; elsewhere it throws {@link NotInstrumentedException}. */
    @Override
    @AwaitableTwin("closeAsync")
    default void close() {
        throw NotInstrumentedException.calledFrom(AsyncCloseable.class);
    }
}
