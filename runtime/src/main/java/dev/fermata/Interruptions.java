package dev.fermata;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Passes interruptions on from a task to the promise that it awaits, which may be a task that awaits another, and so on:
 * by a loop within the outermost call, so that a chain of any length does not grow the native stack.
 */
final class Interruptions {

    private record Interruption(
            Promise<?> promise, @Nullable String message) {
        void pass() {
            promise.cancel(message);
        }
    }

    /** Those that the outermost call on this thread has still to pass on; in JDK classes only, see {@link CurrentTask}. */
    private static final ThreadLocal<@Nullable ArrayDeque<Object>> PENDING = new ThreadLocal<>();

    private Interruptions() {}

    /** Cancels {@code promise} before the outermost call of this method on this thread returns. */
    static void pass(Promise<?> promise, @Nullable String message) {
        Interruption first = new Interruption(promise, message);
        ArrayDeque<Object> outer = PENDING.get();
        if (outer != null) {
            outer.add(first);
            return;
        }
        ArrayDeque<Object> pending = new ArrayDeque<>(2);
        PENDING.set(pending);
        try {
            for (Object next = first; next != null; next = pending.poll()) {
                ((Interruption) next).pass();
            }
        } finally {
            PENDING.remove();
        }
    }
}
