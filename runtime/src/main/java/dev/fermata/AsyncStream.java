package dev.fermata;

import dev.fermata.codegen.Generators;
import dev.fermata.internal.stream.Concurrent;
import dev.fermata.internal.stream.Operators;
import dev.fermata.internal.stream.Sources;
import dev.fermata.internal.stream.Terminals;
import dev.fermata.loop.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Elements that come one after another, with waits between. In an {@link Async} method,
 * {@code for (T element : Await.each(stream))} takes them.
 *
 * <p>An {@link Async} method that returns an {@code AsyncStream} hands elements out by {@link Yield} and may await
 * between. Its body runs inside the task that asks for an element, from one {@code Yield} to the next; what it throws is
 * thrown to them. A stream is good for one consumer: asking for an element while another one is awaited throws
 * {@link IllegalStateException}.
 *
 * <p><b>Operators</b> ({@code map}, {@code filter}, …) make a stream of this one, which belongs to it from then on. They are
 * cold: nothing happens before the first element is asked for. They ask this stream for an element only when they need one,
 * and, unless they say otherwise, run in the consumer's task. An exception thrown by a function that was given to them comes
 * out where the consumer awaits an element. When the stream that they make ends early (by itself, by a failure, by a
 * cancellation of the consumer, or because it is closed), they close this one, once, and its {@code finally} blocks run. Some
 * operators run ahead of the consumer, in tasks of their own: these are started when the first element is asked for, on the
 * loop of the consumer, and have ended before the stream has.
 *
 * <p><b>Terminal operations</b> ({@code toList}, {@code forEach}, …) return a coroutine that consumes the stream when it is
 * awaited. Whatever ends it, the stream has ended or was closed before.
 *
 * @param <T> the type of the elements
 */
public interface AsyncStream<T extends @Nullable Object> extends AsyncCloseable {

    /** Waits for the next element: true if there is one, {@link #current} has it then. False at the end. */
    Awaitable<Boolean> advance();

    /**
     * The element that the last {@link #advance} has found.
     *
     * @throws IllegalStateException before the first one and after the last one
     */
    T current();

    /**
     * Ends the stream early: if it comes from an {@link Async} method, its {@code finally} blocks run, and may await.
     */
    @Override
    Awaitable<@Nullable Void> closeAsync();

    /** {@code return AsyncStream.done()}: how the body of an asynchronous generator ends. Elsewhere an empty stream. */
    static <T extends @Nullable Object> AsyncStream<T> done() {
        return Generators.emptyStream();
    }

    // Operators: one element becomes one, or none.

    /**
     * What {@code function} makes of each element.
     *
     * <pre>
     *   this           --1--2--3--|
     *   map(x -> 10x)  --10-20-30-|
     * </pre>
     */
    default <R extends @Nullable Object> AsyncStream<R> map(Function<? super T, ? extends R> function) {
        return Operators.map(this, function);
    }

    /** As {@link #map}, with a function that may await; the next element is asked for when it has ended. */
    default <R extends @Nullable Object> AsyncStream<R> mapAsync(
            Function<? super T, ? extends Coroutine<? extends R>> function) {
        return Operators.mapAsync(this, function);
    }

    /** The elements for which {@code predicate} holds. */
    default AsyncStream<T> filter(Predicate<? super T> predicate) {
        return Operators.filter(this, predicate);
    }

    /** The same elements; {@code action} is called with each before it is handed out. */
    default AsyncStream<T> peek(Consumer<? super T> action) {
        return Operators.peek(this, action);
    }

    /** Each element that was not there before, as {@link Object#equals} says. Remembers all of them. */
    default AsyncStream<T> distinct() {
        return Operators.distinct(this);
    }

    /**
     * The elements that are not equal to the one before them.
     *
     * <pre>
     *   this                  --1--1--2--1--|
     *   distinctUntilChanged  --1-----2--1--|
     * </pre>
     */
    default AsyncStream<T> distinctUntilChanged() {
        return distinctUntilChanged(Objects::equals);
    }

    /** As {@link #distinctUntilChanged()}; {@code same} says which are equal, given the last one handed out and the next. */
    default AsyncStream<T> distinctUntilChanged(BiPredicate<? super T, ? super T> same) {
        return Operators.distinctUntilChanged(this, same);
    }

    /**
     * For each element what {@code function} makes of the result before, {@code initial} at first, and of the element.
     * {@code initial} itself is not handed out.
     *
     * <pre>
     *   this               --1--2--3--|
     *   scan(0, sum)       --1--3--6--|
     * </pre>
     */
    default <R extends @Nullable Object> AsyncStream<R> scan(
            R initial, BiFunction<? super R, ? super T, ? extends R> function) {
        return Operators.scan(this, initial, function);
    }

    // Operators: a part of the elements.

    /**
     * The first {@code max} elements; then this stream is closed, and not asked for another one.
     *
     * @throws IllegalArgumentException if {@code max} is negative
     */
    default AsyncStream<T> limit(long max) {
        return Operators.limit(this, max);
    }

    /**
     * All but the first {@code count} elements.
     *
     * @throws IllegalArgumentException if {@code count} is negative
     */
    default AsyncStream<T> skip(long count) {
        return Operators.skip(this, count);
    }

    /** The elements before the first one for which {@code predicate} does not hold; that one is lost. */
    default AsyncStream<T> takeWhile(Predicate<? super T> predicate) {
        return Operators.takeWhile(this, predicate);
    }

    /** The elements from the first one on for which {@code predicate} does not hold. */
    default AsyncStream<T> dropWhile(Predicate<? super T> predicate) {
        return Operators.dropWhile(this, predicate);
    }

    /**
     * An element, and then none of those that are asked for within {@code period} after it was, and so on.
     *
     * @throws IllegalArgumentException if {@code period} is zero or less
     */
    default AsyncStream<T> throttleFirst(Duration period) {
        return Operators.throttleFirst(this, period);
    }

    // Operators: several elements, several streams.

    /**
     * Lists of {@code size} elements, the last one perhaps smaller; none is empty. They cannot be changed.
     *
     * <pre>
     *   this        --1--2--3--|
     *   chunked(2)  -----12----3|
     * </pre>
     *
     * @throws IllegalArgumentException if {@code size} is less than 1
     */
    default AsyncStream<List<T>> chunked(int size) {
        return Operators.chunked(this, size);
    }

    /**
     * The elements of the stream that {@code function} makes of each element, one stream after another. An element is asked
     * for when the stream of the one before has ended.
     */
    default <R extends @Nullable Object> AsyncStream<R> concatMap(
            Function<? super T, ? extends AsyncStream<? extends R>> function) {
        return Operators.concatMap(this, function);
    }

    /**
     * What {@code function} makes of the first element of this and of {@code other}, of the second ones and so on, until one
     * of them ends; then the other one is closed. {@code other} is asked when this had an element.
     *
     * <pre>
     *   this   --1-----2--3--|
     *   other  ----a--b---|
     *   zip    ----1a--2b-|
     * </pre>
     */
    default <U extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> zip(
            AsyncStream<U> other, BiFunction<? super T, ? super U, ? extends R> function) {
        return Operators.zip(this, other, function);
    }

    // Operators: failures, time, the end.

    /**
     * The elements of this and, if it fails with an exception, then those of the stream that {@code fallback} makes of it.
     * This stream is closed before. What the second stream fails with is passed on. An {@link Error}, as a
     * {@link Cancellation}, goes through.
     *
     * <pre>
     *   this           --1--2--X
     *   fallback                --8--9--|
     *   onErrorResume  --1--2----8--9--|
     * </pre>
     *
     * <p>To try the same again see {@link AsyncStreams#retry}.
     */
    default AsyncStream<T> onErrorResume(Function<? super Exception, ? extends AsyncStream<? extends T>> fallback) {
        return Operators.onErrorResume(this, fallback);
    }

    /**
     * The same elements; fails with a {@link java.util.concurrent.TimeoutException} when one has not come {@code limit} after
     * it was asked for.
     *
     * @throws IllegalArgumentException if {@code limit} is zero or less
     */
    default AsyncStream<T> timeout(Duration limit) {
        return Operators.timeout(this, limit);
    }

    /**
     * The same elements; {@code action} is called once this stream has ended: with null after the last element or when it was
     * closed early, else with its failure, which may be a {@link Cancellation}, and which is passed on. It is not called for a
     * stream that is neither consumed nor closed.
     */
    default AsyncStream<T> onCompletion(Consumer<? super @Nullable Throwable> action) {
        return Operators.onCompletion(this, action);
    }

    // Operators that run ahead of the consumer, in tasks of their own. A failure in one of them cancels the others; it
    // comes
    // to the consumer, when they have ended, after the elements that were waiting for it.

    /**
     * What {@code function} makes of each element, in their order, with up to {@code concurrency} calls running or done and not
     * taken by the consumer. A failure, of a call or of this stream, comes in its turn, after the elements before it.
     *
     * <pre>
     *   this                  --1--2--3--|
     *   mapAsync(2, f)        ------f1f2-f3|      f1 takes long
     * </pre>
     *
     * @throws IllegalArgumentException if {@code concurrency} is less than 1
     */
    default <R extends @Nullable Object> AsyncStream<R> mapAsync(
            int concurrency, Function<? super T, ? extends Coroutine<? extends R>> function) {
        return Concurrent.mapAsync(this, concurrency, function);
    }

    /**
     * What {@code function} makes of the elements, each as soon as it is there, with up to {@code concurrency} calls whose
     * result is not taken by the consumer.
     *
     * <pre>
     *   this                  --1--2--3--|
     *   mapUnordered(2, f)    -----f2-f1-f3|      f1 takes long
     * </pre>
     *
     * @throws IllegalArgumentException if {@code concurrency} is less than 1
     */
    default <R extends @Nullable Object> AsyncStream<R> mapUnordered(
            int concurrency, Function<? super T, ? extends Coroutine<? extends R>> function) {
        return Concurrent.mapUnordered(this, concurrency, function);
    }

    /**
     * The elements of the streams that {@code function} makes of the elements, as they come, of up to {@code concurrency}
     * streams at a time. Each of them is one element ahead of the consumer.
     *
     * <pre>
     *   this           --1-----2----|
     *   stream of 1      --a-----b--|
     *   stream of 2            --c--d--|
     *   flatMap(2, …)  ----a-----bc--d--|
     * </pre>
     *
     * @throws IllegalArgumentException if {@code concurrency} is less than 1
     */
    default <R extends @Nullable Object> AsyncStream<R> flatMap(
            int concurrency, Function<? super T, ? extends AsyncStream<? extends R>> function) {
        return Concurrent.flatMap(this, concurrency, function);
    }

    /**
     * The same elements, asked for before the consumer asks: up to {@code count} of them lie ready.
     *
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    default AsyncStream<T> prefetch(int count) {
        return Concurrent.prefetch(this, count);
    }

    /**
     * Lists of up to {@code size} elements: each is handed out when it is full, when {@code time} has passed since its first
     * element, or at the end. None is empty. While a full one waits for the consumer, no further element is asked for.
     *
     * <pre>
     *   this              --1--2--3----------4--|
     *   chunked(2, time)  -----12----3----------4|
     * </pre>
     *
     * @throws IllegalArgumentException if {@code size} is less than 1 or {@code time} is zero or less
     */
    default AsyncStream<List<T>> chunked(int size, Duration time) {
        return Concurrent.chunked(this, size, time);
    }

    /**
     * Each element that none has followed for {@code quiet}, and the last one. This stream is never kept back: an element that
     * the consumer has not taken is replaced by the next.
     *
     * <pre>
     *   this      --1-2-3-----4-----5-|
     *   debounce  ---------3-----4----5|
     * </pre>
     *
     * @throws IllegalArgumentException if {@code quiet} is zero or less
     */
    default AsyncStream<T> debounce(Duration quiet) {
        return Concurrent.debounce(this, quiet);
    }

    /**
     * The latest element whenever a {@code period} has passed, if there was one in it, and the last one. This stream is never
     * kept back: an element that the consumer has not taken is replaced by the next. Periods are counted from when the first
     * element is asked for.
     *
     * @throws IllegalArgumentException if {@code period} is zero or less
     */
    default AsyncStream<T> sample(Duration period) {
        return Concurrent.sample(this, period);
    }

    // To others.

    /**
     * Publishes the elements from a task of {@code loop}, to one subscriber: as {@link AsyncStreams#publisher}, except that a
     * second subscriber gets an {@link IllegalStateException}. The stream may not be used on another loop.
     */
    default Flow.Publisher<T> toPublisher(EventLoop loop) {
        return Sources.publishOnce(loop, this);
    }

    /**
     * As {@link #toPublisher(EventLoop)}, from a task of the loop that is running on this thread.
     *
     * @throws IllegalStateException if there is none
     */
    default Flow.Publisher<T> toPublisher() {
        return toPublisher(EventLoop.current());
    }

    // Terminal operations.

    /** Calls {@code action} with every element. */
    default Coroutine<@Nullable Void> forEach(Consumer<? super T> action) {
        return Terminals.forEach(this, action);
    }

    /** As {@link #forEach}, with an action that may await; the next element is asked for when it has ended. */
    default Coroutine<@Nullable Void> forEachAsync(Function<? super T, ? extends Coroutine<?>> action) {
        return Terminals.forEachAsync(this, action);
    }

    /** What {@code collector} makes of the elements. */
    default <A, R extends @Nullable Object> Coroutine<R> collect(Collector<? super T, A, R> collector) {
        return Terminals.collect(this, collector);
    }

    /** All elements, in a list that can be changed. */
    default Coroutine<List<T>> toList() {
        return collect(Collectors.<T, List<T>>toCollection(ArrayList::new));
    }

    /** What {@code function} makes of the result before, {@code initial} at first, and of each element. */
    default <R extends @Nullable Object> Coroutine<R> fold(
            R initial, BiFunction<? super R, ? super T, ? extends R> function) {
        return Terminals.fold(this, initial, function);
    }

    /** As {@link #fold}, from the first element on; empty if there is none. A result that is null throws {@link NullPointerException}. */
    default Coroutine<Optional<T>> reduce(BiFunction<? super T, ? super T, ? extends T> function) {
        return Terminals.reduce(this, function);
    }

    /** The first element; {@link java.util.NoSuchElementException} if there is none. The stream is closed after it. */
    default Coroutine<T> first() {
        return Terminals.first(this);
    }

    /** As {@link #first}, but empty if there is none. An element that is null throws {@link NullPointerException}. */
    default Coroutine<Optional<T>> findFirst() {
        return Terminals.findFirst(this);
    }

    /** The last element; {@link java.util.NoSuchElementException} if there is none. */
    default Coroutine<T> last() {
        return Terminals.last(this);
    }

    /** How many elements there are. */
    default Coroutine<Long> count() {
        return Terminals.count(this);
    }

    /** True if {@code predicate} holds for an element; the stream is closed after the first such one. */
    default Coroutine<Boolean> anyMatch(Predicate<? super T> predicate) {
        return Terminals.match(this, predicate, true);
    }

    /** True if {@code predicate} holds for all elements; the stream is closed after the first for which it does not. */
    default Coroutine<Boolean> allMatch(Predicate<? super T> predicate) {
        return Terminals.match(this, predicate.negate(), false);
    }

    /** True if {@code predicate} holds for no element; the stream is closed after the first for which it does. */
    default Coroutine<Boolean> noneMatch(Predicate<? super T> predicate) {
        return Terminals.match(this, predicate, false);
    }
}
