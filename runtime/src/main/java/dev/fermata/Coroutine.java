package dev.fermata;

import dev.fermata.codegen.Frame;
import dev.fermata.codegen.Suspended;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.loop.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A computation that was described and not yet run: what a call of a cold {@link Async} method returns.
 *
 * <p>It runs when it is awaited, inside the awaiting task, or when it is {@link Tasks#start started}, as a task of its
 * own; either way once. Using it a second time throws {@link IllegalStateException}. Coroutines belong to one thread at
 * a time and are not synchronised.
 *
 * @param <T> the type of the result
 */
public abstract sealed class Coroutine<T extends @Nullable Object> extends Suspended implements Awaitable<T>
        permits Frame, CompletedCoroutine {

    /** For the runtime's own subclasses. */
    protected Coroutine() {}

    /**
     * The result of an {@link Async} method: {@code return Coroutine.of(value)}. No object is made for it there;
     * elsewhere it gives a coroutine that completes with {@code value}, and that may be awaited more than once.
     */
    public static <T extends @Nullable Object> Coroutine<T> of(T value) {
        return new CompletedCoroutine<>(value);
    }

    /** {@code return Coroutine.done()}: the result of an {@link Async} method that has no value. */
    public static Coroutine<Void> done() {
        return new CompletedCoroutine<>(Unchecked.value(null));
    }

    /**
     * Gives this coroutine up: it cannot be used any more, and debug mode does not report that nobody has awaited it. On
     * a coroutine that was used already, or that is a mere value, it has no effect.
     */
    public abstract void close();

    /** Closes {@code refused} if it is a coroutine. */
    static void close(Awaitable<?> refused) {
        if (refused instanceof Coroutine<?> coroutine) {
            coroutine.close();
        }
    }

    // What the code-generation package, where Frame derives from this class, needs of the scheduler.

    /** Starts {@code coroutine} as a task of its own that reports to {@code waiter}. */
    protected static <T extends @Nullable Object> void startFor(Coroutine<T> coroutine, Waiter<? super T> waiter) {
        Tasks.start(coroutine).await(waiter);
    }

    /**
     * Begins an await of an awaitable that is neither a coroutine nor a promise: returns its value (escaped) if it is
     * there, throws the failure, or returns something to wait for.
     */
    protected static @Nullable Object beginOther(Awaitable<?> awaitable) throws Throwable {
        return awaitable instanceof QueuedOperation<?> operation
                ? QueuedLeaf.begin(operation)
                : AwaitableLeaf.over(awaitable).begin(0);
    }

    /** Returns the value (escaped) of a stage that is done or throws its failure; else something pending. */
    protected static @Nullable Object beginStage(CompletionStage<?> stage) throws Throwable {
        return StageLeaf.begin(stage);
    }

    /** Of two that were thrown into the same task the one whose scope lies further out. */
    protected static Cancellation outermost(Cancellation one, Cancellation other) {
        return Cancellation.outermost(one, other);
    }

    /**
     * Notes down that a stream has something to clean up, so that it is closed if {@code handle} is dropped, and when the
     * loop ends. Returns what ends that; null outside of any loop, which leaves nobody to close it.
     */
    protected static @Nullable Runnable streamOpened(AsyncStream<?> handle, AsyncStream<?> state) {
        Task<?> task = CurrentTask.get();
        EventLoop loop = task == null ? null : task.loop();
        return loop == null ? null : LiveTasks.of(loop).streams().opened(handle, state);
    }

    /** Makes the task of a hot call, and makes it the current one. */
    protected static Task<?> beginHot() {
        return Task.beginHot();
    }

    /** Ends the first run of a hot call; {@code result} is what its body returned. */
    protected static CompletableFuture<?> hotFuture(Task<?> call, @Nullable Object result) {
        return call.endHot(result).toCompletableFuture();
    }

    /** Ends the first run of a hot call whose body threw. */
    protected static CompletableFuture<?> hotFailedFuture(Task<?> call, Throwable failure) {
        return call.endHotFailed(failure).toCompletableFuture();
    }

    /** Ends the first run of a hot call; {@code result} is what its body returned. */
    protected static Task<?> hotTask(Task<?> call, @Nullable Object result) {
        return call.endHot(result);
    }

    /** Ends the first run of a hot call whose body threw. */
    protected static Task<?> hotFailedTask(Task<?> call, Throwable failure) {
        return call.endHotFailed(failure);
    }
}
