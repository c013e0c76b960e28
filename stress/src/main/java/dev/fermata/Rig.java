package dev.fermata;

import dev.fermata.loop.EventLoop;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;

/** What the stress tests stand on: a loop that runs when it is told to, and bodies to run on it. */
final class Rig {

    /** More than any of the tests needs to come to rest. */
    private static final int ITERATIONS = 6;

    private static final BlockingQueue<EventLoop> LOOPS = loops();

    /** Made by a thread that has no part in any test, so that all of them are foreign to the loop while it does not run. */
    final EventLoop loop;

    Rig() {
        try {
            loop = LOOPS.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        loop.setExceptionHandler((where, context) -> {});
    }

    private static BlockingQueue<EventLoop> loops() {
        BlockingQueue<EventLoop> loops = new ArrayBlockingQueue<>(10_000);
        Thread maker = new Thread(() -> {
            try {
                while (true) {
                    loops.put(EventLoop.create());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        maker.setDaemon(true);
        maker.start();
        return loops;
    }

    /** Runs the loop on this thread for some iterations, without ever waiting. */
    void turn() {
        for (int i = 0; i < ITERATIONS; i++) {
            loop.stop();
            loop.runForever();
        }
    }

    /** How {@code promise} has ended: its value, or a word. */
    static String end(Promise<?> promise) {
        if (!promise.isDone()) {
            return "pending";
        }
        if (promise.isCancelled()) {
            return "cancelled";
        }
        return promise.hasFailed() ? promise.exception().toString() : String.valueOf(promise.result());
    }

    @Async
    static <T> Coroutine<T> awaiting(Awaitable<T> awaited) {
        return Coroutine.of(Await.on(awaited));
    }

    @Async
    static <T> Coroutine<T> awaiting(CompletionStage<T> awaited) {
        return Coroutine.of(Await.on(awaited));
    }
}
