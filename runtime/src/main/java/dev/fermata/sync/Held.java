package dev.fermata.sync;

import org.jspecify.annotations.Nullable;

/**
 * What a task has acquired and will give back: a lock, a permit, a token. Made for try-with-resources:
 *
 * <pre>{@code
 * try (var held = Await.on(lock.acquire())) {
 *     ...
 * }
 * }</pre>
 */
public final class Held implements AutoCloseable {

    private @Nullable Runnable giveBack;

    Held(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    /**
     * Gives it back. Doing so again has no effect.
     *
     * @throws IllegalStateException on another thread than that of the event loop
     */
    @Override
    public void close() {
        Runnable action = giveBack;
        if (action != null) {
            action.run();
            giveBack = null;
        }
    }

    @Override
    public String toString() {
        return giveBack == null ? "Held[given back]" : "Held";
    }
}
