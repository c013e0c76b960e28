package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Coroutine;
import dev.fermata.Retry;
import dev.fermata.internal.loop.Nanos;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the operators that run in the consumer's task. Public as a bridge only: the package is not exported. */
public final class Operators {

    private Operators() {}

    /** See {@link AsyncStream#map}. */
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> map(
            AsyncStream<T> upstream, Function<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return new Staged<>(upstream, function::apply);
    }

    /** See {@link AsyncStream#mapAsync(Function)}. */
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> mapAsync(
            AsyncStream<T> upstream, Function<? super T, ? extends Coroutine<? extends R>> function) {
        return new AsyncMapped<>(upstream, Objects.requireNonNull(function, "function"));
    }

    /** See {@link AsyncStream#concatMap}. */
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> concatMap(
            AsyncStream<T> upstream, Function<? super T, ? extends AsyncStream<? extends R>> function) {
        return new ConcatMapped<>(upstream, Objects.requireNonNull(function, "function"));
    }

    /** See {@link AsyncStream#filter}. */
    public static <T extends @Nullable Object> AsyncStream<T> filter(
            AsyncStream<T> upstream, Predicate<? super T> predicate) {
        Objects.requireNonNull(predicate, "predicate");
        return new Staged<>(upstream, (T element) -> predicate.test(element) ? element : Staged.SKIP);
    }

    /** See {@link AsyncStream#peek}. */
    public static <T extends @Nullable Object> AsyncStream<T> peek(
            AsyncStream<T> upstream, Consumer<? super T> action) {
        Objects.requireNonNull(action, "action");
        return new Staged<>(upstream, (T element) -> {
            action.accept(element);
            return element;
        });
    }

    /** See {@link AsyncStream#limit}. */
    public static <T extends @Nullable Object> AsyncStream<T> limit(AsyncStream<T> upstream, long max) {
        return new Staged<>(upstream, Stages.<T>limit(requireNotNegative(max)));
    }

    /** See {@link AsyncStream#skip}. */
    public static <T extends @Nullable Object> AsyncStream<T> skip(AsyncStream<T> upstream, long count) {
        return new Staged<>(upstream, Stages.<T>skip(requireNotNegative(count)));
    }

    private static long requireNotNegative(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("negative: " + count);
        }
        return count;
    }

    static int requirePositive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + value);
        }
        return value;
    }

    static Duration requirePositive(Duration duration, String name) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " must be more than nothing: " + duration);
        }
        return duration;
    }

    /** See {@link AsyncStream#takeWhile}. */
    public static <T extends @Nullable Object> AsyncStream<T> takeWhile(
            AsyncStream<T> upstream, Predicate<? super T> predicate) {
        Objects.requireNonNull(predicate, "predicate");
        return new Staged<>(upstream, (T element) -> predicate.test(element) ? element : Staged.END);
    }

    /** See {@link AsyncStream#dropWhile}. */
    public static <T extends @Nullable Object> AsyncStream<T> dropWhile(
            AsyncStream<T> upstream, Predicate<? super T> predicate) {
        return new Staged<>(upstream, Stages.<T>dropWhile(Objects.requireNonNull(predicate, "predicate")));
    }

    /** See {@link AsyncStream#distinct}. */
    public static <T extends @Nullable Object> AsyncStream<T> distinct(AsyncStream<T> upstream) {
        return new Staged<>(upstream, Stages.<T>distinct());
    }

    /** See {@link AsyncStream#distinctUntilChanged()}. */
    public static <T extends @Nullable Object> AsyncStream<T> distinctUntilChanged(
            AsyncStream<T> upstream, BiPredicate<? super T, ? super T> same) {
        return new Staged<>(upstream, Stages.<T>distinctUntilChanged(Objects.requireNonNull(same, "same")));
    }

    /** See {@link AsyncStream#scan}. */
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> scan(
            AsyncStream<T> upstream, R initial, BiFunction<? super R, ? super T, ? extends R> function) {
        return new Staged<>(upstream, Stages.<T, R>scan(initial, Objects.requireNonNull(function, "function")));
    }

    /** See {@link AsyncStream#throttleFirst}. */
    public static <T extends @Nullable Object> AsyncStream<T> throttleFirst(AsyncStream<T> upstream, Duration period) {
        return new Staged<>(upstream, Stages.<T>throttleFirst(Nanos.of(requirePositive(period, "period"))));
    }

    /** See {@link AsyncStream#chunked(int)}. */
    public static <T extends @Nullable Object> AsyncStream<List<T>> chunked(AsyncStream<T> upstream, int size) {
        return new Chunked<>(upstream, requirePositive(size, "size"));
    }

    /** See {@link AsyncStream#zip}. */
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncStream<R> zip(
                    AsyncStream<A> left, AsyncStream<B> right, BiFunction<? super A, ? super B, ? extends R> function) {
        Objects.requireNonNull(right, "other");
        return new Zipped<>(left, right, Objects.requireNonNull(function, "function"));
    }

    /** See {@link AsyncStream#onErrorResume}. */
    public static <T extends @Nullable Object> AsyncStream<T> onErrorResume(
            AsyncStream<T> upstream, Function<? super Exception, ? extends AsyncStream<? extends T>> fallback) {
        Objects.requireNonNull(fallback, "fallback");
        boolean[] replaced = {false};
        return new Resumed<>(upstream, (failure, hadElements) -> {
            if (replaced[0]) {
                return null;
            }
            replaced[0] = true;
            return new Resumed.Successor<>(Duration.ZERO, () -> fallback.apply(failure));
        });
    }

    /** See {@link dev.fermata.AsyncStreams#retry}. */
    public static <T extends @Nullable Object> AsyncStream<T> retry(
            Retry retry, Supplier<? extends AsyncStream<? extends T>> source) {
        Objects.requireNonNull(source, "source");
        int[] failures = {0};
        return new Resumed<T>(source, (failure, hadElements) -> {
            failures[0] = hadElements ? 1 : failures[0] + 1;
            Duration delay = retry.delayAfter(failures[0], failure);
            return delay == null ? null : new Resumed.Successor<>(delay, source);
        });
    }

    /** See {@link AsyncStream#timeout}. */
    public static <T extends @Nullable Object> AsyncStream<T> timeout(AsyncStream<T> upstream, Duration limit) {
        return new TimeLimited<>(upstream, requirePositive(limit, "limit"));
    }

    /** See {@link AsyncStream#onCompletion}. */
    public static <T extends @Nullable Object> AsyncStream<T> onCompletion(
            AsyncStream<T> upstream, Consumer<? super @Nullable Throwable> action) {
        return new Watched<>(upstream, Objects.requireNonNull(action, "action"));
    }

    /** See {@link dev.fermata.AsyncStreams#concat}. */
    public static <T extends @Nullable Object> AsyncStream<T> concat(
            Collection<? extends AsyncStream<? extends T>> streams) {
        return new Concatenated<>(streams);
    }
}
