package dev.fermata;

import dev.fermata.internal.stream.Concurrent;
import dev.fermata.internal.stream.Operators;
import dev.fermata.internal.stream.Sources;
import dev.fermata.loop.EventLoop;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Streams from other sources than {@link Async} methods, and streams made of several. */
public final class AsyncStreams {

    private AsyncStreams() {}

    /** A stream of {@code elements}. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T extends @Nullable Object> AsyncStream<T> of(T... elements) {
        return Sources.over(Arrays.asList(elements));
    }

    /** A stream of {@code elements}, iterated over in the task of the consumer. */
    public static <T extends @Nullable Object> AsyncStream<T> from(Iterable<? extends T> elements) {
        return Sources.over(Objects.requireNonNull(elements, "elements"));
    }

    /**
     * A stream of the elements of {@code stream}, evaluated in the task of the consumer, one by one; what blocks there blocks
     * the loop. {@code stream} is closed when this has ended.
     */
    public static <T extends @Nullable Object> AsyncStream<T> from(BaseStream<? extends T, ?> stream) {
        return Sources.over(Objects.requireNonNull(stream, "stream"));
    }

    /**
     * A stream of what callbacks emit, on any thread. {@code registration} is called when the first element is asked for, in the
     * task of the consumer; it registers a listener that emits, and sets what unregisters it:
     *
     * <pre>{@code
     * AsyncStream<Event> events = AsyncStreams.fromCallbacks(Overflow.dropOldest(100), emitter -> {
     *     Listener listener = emitter::tryEmit;
     *     button.addListener(listener);
     *     emitter.onClose(() -> button.removeListener(listener));
     * });
     * }</pre>
     *
     * <p>The stream ends when the emitter is closed, and fails with what it is failed with or {@code registration} throws.
     */
    public static <T extends @Nullable Object> AsyncStream<T> fromCallbacks(
            Overflow overflow, Consumer<? super Emitter<T>> registration) {
        return Sources.callbacks(overflow, registration);
    }

    /** As {@link #fromPublisher(Flow.Publisher, int)}, with up to 32 elements. */
    public static <T> AsyncStream<T> fromPublisher(Flow.Publisher<? extends T> publisher) {
        return fromPublisher(publisher, 32);
    }

    /**
     * The elements of {@code publisher}, which is subscribed to when the first one is asked for. Up to {@code prefetch} elements
     * are requested and not taken by the consumer; further ones are requested when a quarter of them was taken. Closing the stream
     * early, or a failure or cancellation of its consumer, cancels the subscription. The publisher may signal on any thread. If it
     * sends more than was requested, the stream fails with an {@link IllegalStateException}.
     *
     * @throws IllegalArgumentException if {@code prefetch} is less than 1
     */
    public static <T> AsyncStream<T> fromPublisher(Flow.Publisher<? extends T> publisher, int prefetch) {
        return Sources.publisher(publisher, prefetch);
    }

    /**
     * Publishes streams: each subscriber gets one that {@code source} makes. It is consumed by a task of {@code loop}, which asks
     * for an element when one was requested, closes the stream when the subscriber cancels, and calls {@code source} and the
     * subscriber, but for {@code onSubscribe}, on the loop's thread. That the stream has ended is found out, and signalled, when
     * a further element is requested. A stream with a null element fails. Any thread may subscribe, request and cancel; on a
     * closed loop a subscriber gets an {@link IllegalStateException}. What the subscriber throws, against the rules, ends the
     * subscription and is reported to the loop's exception handler.
     *
     * <p>Verified by the test kit of Reactive Streams.
     */
    public static <T> Flow.Publisher<T> publisher(EventLoop loop, Supplier<? extends AsyncStream<? extends T>> source) {
        return Sources.publish(loop, source);
    }

    /** A stream that fails with {@code failure} when it is asked for an element. */
    public static <T extends @Nullable Object> AsyncStream<T> failed(Throwable failure) {
        return Sources.failed(Objects.requireNonNull(failure, "failure"));
    }

    /**
     * The elements of {@code streams}, one stream after another. Closing it closes those that it has not come to, too.
     *
     * <pre>
     *   a       --1--2--|
     *   b               --3--|
     *   concat  --1--2----3--|
     * </pre>
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T extends @Nullable Object> AsyncStream<T> concat(AsyncStream<? extends T>... streams) {
        return Operators.concat(List.of(streams));
    }

    /** As {@link #concat(AsyncStream[])}. */
    public static <T extends @Nullable Object> AsyncStream<T> concat(
            Collection<? extends AsyncStream<? extends T>> streams) {
        return Operators.concat(List.copyOf(streams));
    }

    /**
     * The elements of a stream that {@code source} makes and, if it fails, of another one from the same {@code source}, as
     * often as {@code retry} says. A stream that has failed is closed before. Elements that came before the failure stay
     * handed out; whoever wants to begin where a stream has failed keeps account of that in {@code source}. Failures are counted
     * from the last stream that has handed out an element.
     *
     * <pre>
     *   source  --1--2--X   --1--2--3--|
     *   retry   --1--2------- 1--2--3--|
     * </pre>
     */
    public static <T extends @Nullable Object> AsyncStream<T> retry(
            Retry retry, Supplier<? extends AsyncStream<? extends T>> source) {
        return Operators.retry(Objects.requireNonNull(retry, "retry"), source);
    }

    /**
     * The elements of {@code streams} as they come. Each stream is consumed by a task of its own, one element ahead of the
     * consumer. When one fails, the others are closed.
     *
     * <pre>
     *   a      --1-----2--|
     *   b      -----7--------8--|
     *   merge  --1--7--2-----8--|
     * </pre>
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T extends @Nullable Object> AsyncStream<T> merge(AsyncStream<? extends T>... streams) {
        return Concurrent.merge(List.of(streams));
    }

    /** As {@link #merge(AsyncStream[])}. */
    public static <T extends @Nullable Object> AsyncStream<T> merge(
            Collection<? extends AsyncStream<? extends T>> streams) {
        return Concurrent.merge(List.copyOf(streams));
    }

    /**
     * What {@code function} makes of the latest elements of both streams, whenever one of them has another and both had one.
     * Ends when both have. Each stream is consumed by a task of its own, one element ahead of the consumer.
     *
     * <pre>
     *   left           --1--------2--|
     *   right          -----a--b-------|
     *   combineLatest  -----1a-1b-2b---|
     * </pre>
     */
    @SuppressWarnings("unchecked")
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncStream<R> combineLatest(
                    AsyncStream<? extends A> left,
                    AsyncStream<? extends B> right,
                    BiFunction<? super A, ? super B, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return Concurrent.<@Nullable Object, R>combineLatest(
                List.of(left, right), latest -> function.apply((A) latest.get(0), (B) latest.get(1)));
    }

    /**
     * As {@link #combineLatest(AsyncStream, AsyncStream, BiFunction)}, of any number of streams. {@code function} is given their
     * latest elements in the order of the streams, in a list that cannot be changed.
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> combineLatest(
            Collection<? extends AsyncStream<? extends T>> streams, Function<? super List<T>, ? extends R> function) {
        return Concurrent.combineLatest(List.copyOf(streams), function);
    }
}
