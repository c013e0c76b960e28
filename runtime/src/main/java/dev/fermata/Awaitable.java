package dev.fermata;

import org.jspecify.annotations.Nullable;

/**
 * Whatever can be awaited: the open protocol behind {@link Await#on(Awaitable)}, asyncio's {@code __await__}.
 *
 * <p>Implement it to make a type of your own awaitable; often a delegation to a {@link Promise} or a {@link Coroutine}
 * is all it takes. {@link Coroutine}, {@link Promise} and {@link Task} implement it.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface Awaitable<T extends @Nullable Object> {

    /**
     * Begins one wait. The implementation calls {@link Waiter#complete} or {@link Waiter#fail} once, now or later, on
     * any thread; calling it before this method returns means that the awaiter does not suspend. An exception thrown
     * here is thrown by the await.
     */
    void await(Waiter<? super T> waiter);

    /**
     * One suspended await, as the awaited side sees it. Thread-safe; only the first outcome counts.
     *
     * @param <T> the type of the result
     */
    interface Waiter<T extends @Nullable Object> {

        /** Ends the wait with a result. Returns false, and has no effect, if the wait was over before. */
        boolean complete(T value);

        /** Ends the wait with {@code failure}, thrown as it is. Returns false if the wait was over before. */
        boolean fail(Throwable failure);

        /**
         * Sets what to do when the awaiting task is cancelled: {@code action} runs once, on the task's thread, and the
         * await ends at once with the {@link Cancellation}. If that happened already, the action runs now.
         */
        void onCancel(Runnable action);
    }
}
