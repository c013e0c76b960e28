package dev.fermata;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** The blocking runtime's await: waits with the thread. */
public final class Await {

    private Await() {}

    public static <T> T on(Awaitable<? extends T> awaited) {
        return block(awaited);
    }

    private static <T> T block(Awaitable<T> awaited) {
        var future = new CompletableFuture<T>();
        awaited.await(new Awaitable.Waiter<T>() {
            @Override
            public boolean complete(T value) {
                return future.complete(value);
            }

            @Override
            public boolean fail(Throwable failure) {
                return future.completeExceptionally(failure);
            }

            @Override
            public void onCancel(Runnable action) {}
        });
        return on(future);
    }

    public static <T, E extends Throwable> T on(Awaitable<? extends T> awaited, Class<E> thrown) throws E {
        return on(awaited);
    }

    public static <T, E1 extends Throwable, E2 extends Throwable> T on(
            Awaitable<? extends T> awaited, Class<E1> thrown, Class<E2> alsoThrown) throws E1, E2 {
        return on(awaited);
    }

    public static <T> T on(CompletionStage<? extends T> awaited) {
        try {
            return awaited.toCompletableFuture().get();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            Throwable failure = e.getCause();
            while ((failure instanceof ExecutionException || failure instanceof CompletionException)
                    && failure.getCause() != null) {
                failure = failure.getCause();
            }
            throw Await.<RuntimeException>unchecked(failure);
        }
    }

    public static <T, E extends Throwable> T on(CompletionStage<? extends T> awaited, Class<E> thrown) throws E {
        return on(awaited);
    }

    public static <T, E1 extends Throwable, E2 extends Throwable> T on(
            CompletionStage<? extends T> awaited, Class<E1> thrown, Class<E2> alsoThrown) throws E1, E2 {
        return on(awaited);
    }

    public static <T> Iterable<T> each(AsyncStream<? extends T> stream) {
        int statement = StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow().getByteCodeIndex());
        LeftStreams.begin(statement, stream);
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return on(stream.advance());
            }

            @Override
            public T next() {
                return stream.current();
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }
}
