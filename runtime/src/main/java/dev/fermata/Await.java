package dev.fermata;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The points at which an {@link Async} method suspends until a result is there.
 *
 * <p>Every method here is replaced by the transformer. Where that did not happen, it throws
 * {@link NotInstrumentedException} and never blocks.
 *
 * <p>If the awaited operation failed, its original exception is thrown, unwrapped from
 * {@link java.util.concurrent.CompletionException} and {@link java.util.concurrent.ExecutionException}. The overloads
 * with exception classes behave the same; they only declare the checked exceptions, so that the compiler accepts a
 * {@code catch} of them. Awaiting {@code null} throws {@link NullPointerException}.
 */
public final class Await {

    private Await() {}

    /**
     * Suspends until {@code awaited} is done, and returns its result.
     *
     * @throws java.util.concurrent.CancellationException if somebody else cancelled what is awaited
     * @throws Cancellation if the running task was cancelled
     */
    public static <T extends @Nullable Object> T on(Awaitable<? extends T> awaited) {
        throw NotInstrumentedException.calledFrom(Await.class);
    }

    /** As {@link #on(Awaitable)}; declares that awaiting may throw {@code E}. */
    public static <T extends @Nullable Object, E extends Throwable> T on(
            Awaitable<? extends T> awaited, Class<E> thrown) throws E {
        throw NotInstrumentedException.calledFrom(Await.class);
    }

    /** As {@link #on(Awaitable)}; declares that awaiting may throw {@code E1} and {@code E2}. */
    public static <T extends @Nullable Object, E1 extends Throwable, E2 extends Throwable> T on(
            Awaitable<? extends T> awaited, Class<E1> thrown, Class<E2> alsoThrown) throws E1, E2 {
        throw NotInstrumentedException.calledFrom(Await.class);
    }

    /**
     * Suspends until {@code awaited} is done, and returns its result. When the running task is cancelled meanwhile,
     * {@code awaited} is cancelled too.
     *
     * @throws java.util.concurrent.CancellationException if somebody else cancelled what is awaited
     * @throws Cancellation if the running task was cancelled
     */
    public static <T extends @Nullable Object> T on(CompletionStage<? extends T> awaited) {
        throw NotInstrumentedException.calledFrom(Await.class);
    }

    /** As {@link #on(CompletionStage)}; declares that awaiting may throw {@code E}. */
    public static <T extends @Nullable Object, E extends Throwable> T on(
            CompletionStage<? extends T> awaited, Class<E> thrown) throws E {
        throw NotInstrumentedException.calledFrom(Await.class);
    }

    /** As {@link #on(CompletionStage)}; declares that awaiting may throw {@code E1} and {@code E2}. */
    public static <T extends @Nullable Object, E1 extends Throwable, E2 extends Throwable> T on(
            CompletionStage<? extends T> awaited, Class<E1> thrown, Class<E2> alsoThrown) throws E1, E2 {
        throw NotInstrumentedException.calledFrom(Await.class);
    }

    /**
     * The elements of {@code stream}, for a {@code for} statement in an {@link Async} method:
     * {@code for (T element : Await.each(stream))}. Whether there is a next one is awaited before each round. A stream that
     * the statement leaves early is closed when the method ends, or when it comes to the same statement again.
     */
    public static <T extends @Nullable Object> Iterable<T> each(AsyncStream<? extends T> stream) {
        Objects.requireNonNull(stream, "stream");
        return () -> new EachElement<>(stream);
    }
}
