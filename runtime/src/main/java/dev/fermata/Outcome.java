package dev.fermata;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * How something ended, as data: with a value, with a failure, or cancelled.
 *
 * @param <T> the type of the value
 */
public sealed interface Outcome<T extends @Nullable Object> {

    /** Returns the value; throws the failure, the original object, or a {@link CancellationException}. */
    T get();

    /**
     * It ended with a value.
     *
     * @param value the value
     * @param <T> its type
     */
    record Success<T extends @Nullable Object>(T value) implements Outcome<T> {
        @Override
        public T get() {
            return value;
        }
    }

    /**
     * It failed.
     *
     * @param exception what was thrown
     * @param <T> the type that the value would have had
     */
    record Failure<T extends @Nullable Object>(Throwable exception) implements Outcome<T> {
        @Override
        public T get() {
            throw Unchecked.rethrow(exception);
        }
    }

    /**
     * It was cancelled.
     *
     * @param message what was passed to {@code cancel}, or null
     * @param <T> the type that the value would have had
     */
    record Cancelled<T extends @Nullable Object>(@Nullable String message) implements Outcome<T> {
        @Override
        public T get() {
            throw new CancellationException(message);
        }
    }
}
