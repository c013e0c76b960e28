package dev.fermata.sync;

import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.Promise;
import dev.fermata.internal.sync.QueuedOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first of several operations that can happen, lets that one happen and no other, and goes on with it; Go's
 * {@code select}, Kotlin's {@code select}.
 *
 * <pre>{@code
 * String next = Await.on(new Select<String>()
 *         .on(orders.receive(), order -> handle(order))
 *         .on(log.send(line), sent -> Coroutine.of("logged"))
 *         .on(stopping.await(), stopped -> Coroutine.of("stopped"))
 *         .afterTimeout(Duration.ofSeconds(1), () -> Coroutine.of("nothing to do"))
 *         .choose());
 * }</pre>
 *
 * <p>A clause is an operation of this package, to receive from or send to a channel, to take from or put into a queue, to
 * acquire a lock, permit or token, to wait for an event, or a {@link Promise}, such as a task; and a function, which may await,
 * for what comes then. If several can happen at once, the clause that was given first is chosen. If none can, the task
 * waits in all queues, in its place in each, and the first one to be served is chosen. The others leave no trace: no item
 * was sent or received, nothing acquired, no promise cancelled. A cancellation while nothing is chosen takes
 * the task out of all queues.
 *
 * <p>Clauses are added before the first {@link #choose}; it may be called any number of times.
 *
 * @param <R> the type of the result
 */
public final class Select<R extends @Nullable Object> {

    private final List<Clause<?, R>> clauses = new ArrayList<>();
    private @Nullable Duration timeout;
    private @Nullable Supplier<Coroutine<R>> atTimeout;
    private @Nullable Supplier<Coroutine<R>> otherwise;

    /** Makes one without clauses. */
    public Select() {}

    /**
     * Adds a clause; what the operation throws when it is chosen, {@link #choose} throws.
     *
     * @throws IllegalArgumentException if {@code operation} is neither a promise nor an operation of this package that can
     *     be given up; start a coroutine as a task, and give that
     */
    public <T extends @Nullable Object> Select<R> on(Awaitable<T> operation, Function<? super T, Coroutine<R>> then) {
        return add(operation, then, null);
    }

    /** As {@link #on(Awaitable, Function)}, with a function for what the operation throws: the end of a channel, say. */
    public <T extends @Nullable Object> Select<R> on(
            Awaitable<T> operation,
            Function<? super T, Coroutine<R>> then,
            Function<? super Throwable, Coroutine<R>> failed) {
        return add(operation, then, Objects.requireNonNull(failed, "failed"));
    }

    private <T extends @Nullable Object> Select<R> add(
            Awaitable<T> operation,
            Function<? super T, Coroutine<R>> then,
            @Nullable Function<? super Throwable, Coroutine<R>> failed) {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(then, "then");
        if (!(operation instanceof Promise) && !isSelectable(operation)) {
            throw new IllegalArgumentException(
                    "cannot be a clause: " + operation + "; start it as a task, and give that");
        }
        clauses.add(new Clause<>(operation, then, failed));
        return this;
    }

    private static boolean isSelectable(Awaitable<?> operation) {
        return operation instanceof QueuedOperation<?> queued && queued.canBeGivenUp();
    }

    /**
     * Adds what to do if nothing else has happened for {@code limit}, counted from the await. With zero or less, and
     * nothing that can happen at once, that is at once.
     */
    public Select<R> afterTimeout(Duration limit, Supplier<Coroutine<R>> then) {
        timeout = Objects.requireNonNull(limit, "limit");
        atTimeout = Objects.requireNonNull(then, "then");
        return this;
    }

    /** Adds what to do if nothing can happen at once: then there is no wait. */
    public Select<R> orElse(Supplier<Coroutine<R>> then) {
        otherwise = Objects.requireNonNull(then, "then");
        return this;
    }

    /** A coroutine that waits until one of the clauses is chosen and has the outcome of its function. */
    public Coroutine<R> choose() {
        return SelectCall.of(new Selection<>(List.copyOf(clauses), timeout, atTimeout, otherwise));
    }

    @Override
    public String toString() {
        return "Select" + clauses.stream().map(Clause::operation).toList();
    }

    /**
     * A clause.
     *
     * @param <T> the type of the result of the operation
     */
    record Clause<T extends @Nullable Object, R extends @Nullable Object>(
            Awaitable<T> operation,
            Function<? super T, Coroutine<R>> then,
            @Nullable Function<? super Throwable, Coroutine<R>> failed) {

        /** What is chosen when the operation has given {@code value}. */
        @SuppressWarnings({"unchecked", "NullAway"}) // the value is the operation's own
        Chosen<R> gave(@Nullable Object value) {
            return () -> then.apply((T) value);
        }

        /** What is chosen when the operation has thrown {@code failure}. */
        Chosen<R> threw(Throwable failure) {
            return () -> {
                if (failed == null) {
                    throw failure;
                }
                return failed.apply(failure);
            };
        }
    }

    /** A clause that was chosen: what comes then. */
    @FunctionalInterface
    interface Chosen<R extends @Nullable Object> {
        Coroutine<R> goOn() throws Throwable;
    }
}
