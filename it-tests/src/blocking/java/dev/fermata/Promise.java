package dev.fermata;

import java.util.concurrent.CompletableFuture;

/** The blocking runtime's promise. */
public class Promise<T> implements Awaitable<T> {

    private final CompletableFuture<T> future = new CompletableFuture<>();

    public final void complete(T value) {
        future.complete(value);
    }

    public final void fail(Throwable failure) {
        future.completeExceptionally(failure);
    }

    @Override
    public void await(Waiter<? super T> waiter) {
        future.whenComplete((value, failure) -> {
            if (failure == null) {
                waiter.complete(value);
            } else {
                waiter.fail(failure);
            }
        });
    }
}
