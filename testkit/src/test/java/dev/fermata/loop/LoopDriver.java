package dev.fermata.loop;

import dev.fermata.Awaitable;
import dev.fermata.Promise;
import dev.fermata.Tasks;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** How a test makes an event loop run, whoever it is that runs it. */
interface LoopDriver extends AutoCloseable {

    EventLoop loop();

    /** Runs {@code code} as a callback of the loop, to its end. */
    <T> T call(Callable<T> code);

    /** Runs {@code main} to its end; returns its result or throws its failure. */
    <T> T run(Awaitable<T> main);

    /** Runs {@code code} on the loop's thread, but outside of the loop's callbacks. */
    void outside(Runnable code);

    @Override
    void close();

    /** Lets the loop have some iterations, more than the tests need for what is ready, and what that makes ready. */
    default void settle() {
        for (int i = 0; i < 20; i++) {
            call(() -> null);
        }
    }

    /** The thread of the test runs the loop. */
    static LoopDriver running(EventLoop loop) {
        return new LoopDriver() {
            @Override
            public EventLoop loop() {
                return loop;
            }

            @Override
            public <T> T call(Callable<T> code) {
                CompletableFuture<T> result = new CompletableFuture<>();
                loop.callSoon(() -> {
                    complete(result, code);
                    loop.stop();
                });
                loop.runForever();
                return join(result);
            }

            @Override
            public <T> T run(Awaitable<T> main) {
                return loop.runUntilComplete(main);
            }

            @Override
            public void outside(Runnable code) {
                code.run();
            }

            @Override
            public void close() {
                loop.close();
            }
        };
    }

    /** A host's thread runs the loop; {@code ending} ends the host. */
    static LoopDriver hosted(EventLoop loop, java.util.concurrent.Executor host, Runnable ending) {
        return new LoopDriver() {
            @Override
            public EventLoop loop() {
                return loop;
            }

            @Override
            public <T> T call(Callable<T> code) {
                CompletableFuture<T> result = new CompletableFuture<>();
                loop.callSoonThreadsafe(() -> complete(result, code));
                return join(result);
            }

            @Override
            public <T> T run(Awaitable<T> main) {
                Promise<T> end = Tasks.ensurePromise(loop, main);
                try {
                    end.toCompletableFuture().join();
                } catch (CompletionException | CancellationException failed) {
                    // The promise has the original.
                }
                return end.result();
            }

            @Override
            public void outside(Runnable code) {
                CompletableFuture<Void> result = new CompletableFuture<>();
                host.execute(() -> complete(result, () -> {
                    code.run();
                    return null;
                }));
                join(result);
            }

            @Override
            public void close() {
                outside(loop::close);
                ending.run();
            }
        };
    }

    private static <T> void complete(CompletableFuture<T> result, Callable<T> code) {
        try {
            result.complete(code.call());
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
        }
    }

    private static <T> T join(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException failure) {
            throw LoopDriver.<RuntimeException>unchecked(failure.getCause());
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }
}
