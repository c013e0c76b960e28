package dev.fermata;

/** The blocking runtime's closing: waits with the thread. */
public interface AsyncCloseable extends AutoCloseable {

    Awaitable<Void> closeAsync();

    @Override
    default void close() {
        Await.on(closeAsync());
    }
}
