package dev.fermata;

import dev.fermata.codegen.Hooks;
import java.util.concurrent.CompletableFuture;

/** Calls of hot methods, as a transformer makes them. */
final class HotCalls {

    private HotCalls() {}

    /** A hot method that returns a future and whose body is {@code body}. */
    @SuppressWarnings("unchecked")
    static <T> CompletableFuture<T> future(Script.Body body) {
        Task<?> call = Hooks.enterHot();
        try {
            return (CompletableFuture<T>) Hooks.future(call, Hooks.await(Script.of(body), 0));
        } catch (Throwable failure) {
            return (CompletableFuture<T>) Hooks.failedFuture(call, failure);
        }
    }

    /** A hot method that returns a task. */
    @SuppressWarnings("unchecked")
    static <T> Task<T> task(Script.Body body) {
        Task<?> call = Hooks.enterHot();
        try {
            return (Task<T>) Hooks.task(call, Hooks.await(Script.of(body), 0));
        } catch (Throwable failure) {
            return (Task<T>) Hooks.failedTask(call, failure);
        }
    }
}
