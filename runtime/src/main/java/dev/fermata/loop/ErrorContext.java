package dev.fermata.loop;

import org.jspecify.annotations.Nullable;

/**
 * A failure that has nobody to go to, as an {@link ExceptionHandler} sees it.
 *
 * @param message what went wrong, in one line
 * @param exception what was thrown; null if nothing was
 * @param source where it comes from: a {@link Handle}, a promise or a task; null if unknown
 */
public record ErrorContext(
        String message,
        @Nullable Throwable exception,
        @Nullable Object source) {}
