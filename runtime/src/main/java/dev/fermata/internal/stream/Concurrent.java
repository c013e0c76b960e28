package dev.fermata.internal.stream;

import static dev.fermata.internal.stream.Operators.requirePositive;

import dev.fermata.AsyncStream;
import dev.fermata.Coroutine;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the operators that run ahead of the consumer. Public as a bridge only: the package is not exported. */
public final class Concurrent {

    private Concurrent() {}

    /** See {@link AsyncStream#mapAsync(int, Function)}. */
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> mapAsync(
            AsyncStream<T> upstream, int concurrency, Function<? super T, ? extends Coroutine<? extends R>> function) {
        Objects.requireNonNull(function, "function");
        return new OrderedParallel<>(upstream, requirePositive(concurrency, "concurrency"), function);
    }

    /** See {@link AsyncStream#mapUnordered}. */
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> mapUnordered(
            AsyncStream<T> upstream, int concurrency, Function<? super T, ? extends Coroutine<? extends R>> function) {
        Objects.requireNonNull(function, "function");
        return Parallel.map(upstream, requirePositive(concurrency, "concurrency"), function);
    }

    /** See {@link AsyncStream#flatMap}. */
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> flatMap(
            AsyncStream<T> upstream,
            int concurrency,
            Function<? super T, ? extends AsyncStream<? extends R>> function) {
        Objects.requireNonNull(function, "function");
        return Parallel.flatMap(upstream, requirePositive(concurrency, "concurrency"), function);
    }

    /** See {@link AsyncStream#prefetch}. */
    public static <T extends @Nullable Object> AsyncStream<T> prefetch(AsyncStream<T> upstream, int count) {
        return new Merged<>(requirePositive(count, "count") - 1, List.of(upstream));
    }

    /** See {@link AsyncStream#debounce}. */
    public static <T extends @Nullable Object> AsyncStream<T> debounce(AsyncStream<T> upstream, Duration quiet) {
        return new Thinned<>(upstream, requirePositive(quiet, "quiet"), false);
    }

    /** See {@link AsyncStream#sample}. */
    public static <T extends @Nullable Object> AsyncStream<T> sample(AsyncStream<T> upstream, Duration period) {
        return new Thinned<>(upstream, requirePositive(period, "period"), true);
    }

    /** See {@link AsyncStream#chunked(int, Duration)}. */
    public static <T extends @Nullable Object> AsyncStream<List<T>> chunked(
            AsyncStream<T> upstream, int size, Duration time) {
        return new TimeChunked<>(upstream, requirePositive(size, "size"), requirePositive(time, "time"));
    }

    /** See {@link dev.fermata.AsyncStreams#merge}. */
    public static <T extends @Nullable Object> AsyncStream<T> merge(
            Collection<? extends AsyncStream<? extends T>> streams) {
        return new Merged<>(0, streams);
    }

    /** See {@link dev.fermata.AsyncStreams#combineLatest}. */
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> combineLatest(
            List<? extends AsyncStream<? extends T>> streams, Function<? super List<T>, ? extends R> function) {
        return new CombinedLatest<>(streams, Objects.requireNonNull(function, "function"));
    }
}
