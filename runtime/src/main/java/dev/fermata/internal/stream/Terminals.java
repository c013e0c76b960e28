package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.internal.stream.Consumption.Result;
import dev.fermata.internal.stream.Consumption.Sink;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** Makes the coroutines that consume streams. Public as a bridge only: the package is not exported. */
public final class Terminals {

    private Terminals() {}

    private static <T extends @Nullable Object, R extends @Nullable Object> Coroutine<R> consume(
            AsyncStream<T> stream, Sink<? super T> sink, Result result) {
        return new Consumption<>(stream, sink, result).as();
    }

    /** See {@link AsyncStream#forEach}. */
    public static <T extends @Nullable Object> Coroutine<@Nullable Void> forEach(
            AsyncStream<T> stream, Consumer<? super T> action) {
        Objects.requireNonNull(action, "action");
        Sink<T> sink = element -> {
            action.accept(element);
            return null;
        };
        return consume(stream, sink, () -> null);
    }

    /** See {@link AsyncStream#forEachAsync}. */
    public static <T extends @Nullable Object> Coroutine<@Nullable Void> forEachAsync(
            AsyncStream<T> stream, Function<? super T, ? extends Coroutine<?>> action) {
        Objects.requireNonNull(action, "action");
        Sink<T> sink = element -> Objects.requireNonNull(action.apply(element), "the action returned null");
        return consume(stream, sink, () -> null);
    }

    /** See {@link AsyncStream#collect}. */
    public static <T extends @Nullable Object, A, R extends @Nullable Object> Coroutine<R> collect(
            AsyncStream<T> stream, Collector<? super T, A, R> collector) {
        BiConsumer<A, ? super T> accumulator = collector.accumulator();
        Fold<A> fold = new Fold<>();
        Sink<T> sink = element -> {
            if (!fold.begun) {
                fold.begin(collector.supplier().get());
            }
            accumulator.accept(fold.value(), element);
            return null;
        };
        return consume(
                stream,
                sink,
                () -> collector
                        .finisher()
                        .apply(fold.begun ? fold.value() : collector.supplier().get()));
    }

    /** See {@link AsyncStream#fold}. */
    public static <T extends @Nullable Object, R extends @Nullable Object> Coroutine<R> fold(
            AsyncStream<T> stream, R initial, BiFunction<? super R, ? super T, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        Fold<R> fold = new Fold<>();
        fold.begin(initial);
        Sink<T> sink = element -> {
            fold.begin(function.apply(fold.value(), element));
            return null;
        };
        return consume(stream, sink, fold::value);
    }

    /** See {@link AsyncStream#reduce}. */
    public static <T extends @Nullable Object> Coroutine<Optional<T>> reduce(
            AsyncStream<T> stream, BiFunction<? super T, ? super T, ? extends T> function) {
        Objects.requireNonNull(function, "function");
        Fold<T> fold = new Fold<>();
        Sink<T> sink = element -> {
            fold.begin(fold.begun ? function.apply(fold.value(), element) : element);
            return null;
        };
        return consume(stream, sink, fold::optional);
    }

    /** See {@link AsyncStream#first}. */
    public static <T extends @Nullable Object> Coroutine<T> first(AsyncStream<T> stream) {
        Fold<T> fold = new Fold<>();
        return consume(stream, fold::onlyThis, fold::required);
    }

    /** See {@link AsyncStream#findFirst}. */
    public static <T extends @Nullable Object> Coroutine<Optional<T>> findFirst(AsyncStream<T> stream) {
        Fold<T> fold = new Fold<>();
        return consume(stream, fold::onlyThis, fold::optional);
    }

    /** See {@link AsyncStream#last}. */
    public static <T extends @Nullable Object> Coroutine<T> last(AsyncStream<T> stream) {
        Fold<T> fold = new Fold<>();
        Sink<T> sink = element -> {
            fold.begin(element);
            return null;
        };
        return consume(stream, sink, fold::required);
    }

    /** See {@link AsyncStream#count}. */
    public static <T extends @Nullable Object> Coroutine<Long> count(AsyncStream<T> stream) {
        return fold(stream, 0L, (count, element) -> count + 1);
    }

    /** True or false, as {@code answer} says, if an element is found for which {@code predicate} holds; else the opposite. */
    public static <T extends @Nullable Object> Coroutine<Boolean> match(
            AsyncStream<T> stream, Predicate<? super T> predicate, boolean answer) {
        Fold<Boolean> fold = new Fold<>();
        fold.begin(!answer);
        Sink<T> sink = element -> {
            if (!predicate.test(element)) {
                return null;
            }
            fold.begin(answer);
            return Consumption.ENOUGH;
        };
        return consume(stream, sink, fold::value);
    }

    /** A value that elements are folded into. */
    private static final class Fold<R extends @Nullable Object> {

        private @Nullable Object value;
        private boolean begun;

        void begin(R first) {
            value = first;
            begun = true;
        }

        R value() {
            return Values.as(value);
        }

        Awaitable<?> onlyThis(R element) {
            begin(element);
            return Consumption.ENOUGH;
        }

        R required() {
            if (!begun) {
                throw new NoSuchElementException("the stream has no elements");
            }
            return value();
        }

        Optional<Object> optional() {
            return begun ? Optional.of(Objects.requireNonNull(value, "the element is null")) : Optional.empty();
        }
    }
}
