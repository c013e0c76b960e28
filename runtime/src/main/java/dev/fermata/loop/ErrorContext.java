package dev.fermata.loop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure that has nobody to go to, as an {@link ExceptionHandler} sees it.
 *
 * @param message what went wrong, in one line
 * @param exception what was thrown; null if nothing was
 * @param source where it comes from: a {@link Handle}, a promise, a task or a coroutine; null if unknown
 * @param creation where {@code source} was created, the innermost call first; empty if that is not known, as it is
 *     outside of {@linkplain EventLoop#setDebug debug mode}
 */
public record ErrorContext(
        String message,
        @Nullable Throwable exception,
        @Nullable Object source,
        List<StackTraceElement> creation) {

    /** Copies {@code creation}. */
    public ErrorContext {
        creation = List.copyOf(creation);
    }

    /** A context whose {@link #creation} the loop adds, if it knows it. */
    public ErrorContext(String message, @Nullable Throwable exception, @Nullable Object source) {
        this(message, exception, source, List.of());
    }
}
