package dev.fermata.it.realcode;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import java.util.concurrent.CompletableFuture;

/**
 * Runs the bodies of an {@linkplain Asyncify asyncified} library to their end, blocking.
 *
 * <p>A loop of the runtime would refuse to run inside another, and blocking methods of a library call each other. So
 * each run is a hot call outside any loop, which goes on wherever the awaited is completed: here, by this class.
 */
public final class Driver {

    private Driver() {}

    /** Returns what {@code body} returns or throws what it throws. */
    public static Object run(Coroutine<?> body) throws Throwable {
        CompletableFuture<Object> future = start(body);
        while (!future.isDone()) {
            Points.completeLatest();
        }
        End end = future.handle(End::new).join();
        if (end.failure != null) {
            throw end.failure;
        }
        return end.value;
    }

    @Async
    private static CompletableFuture<Object> start(Coroutine<?> body) {
        return CompletableFuture.completedFuture(Await.on(body));
    }

    /** A body of its own around an awaited thing, so that chains of suspended bodies grow. */
    @Async
    static Coroutine<Object> nested() {
        return Coroutine.of(Await.on(Points.awaitable()));
    }

    private record End(Object value, Throwable failure) {}
}
