package dev.fermata;

import dev.fermata.internal.stream.Operators;
import dev.fermata.internal.stream.Sources;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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
}
