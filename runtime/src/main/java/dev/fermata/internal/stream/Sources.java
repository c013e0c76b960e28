package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.Emitter;
import dev.fermata.Overflow;
import dev.fermata.loop.EventLoop;
import java.util.Collections;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Makes streams of other things. Public as a bridge only: the package is not exported. */
public final class Sources {

    private Sources() {}

    /** See {@link dev.fermata.AsyncStreams#from(Iterable)}. */
    public static <T extends @Nullable Object> AsyncStream<T> over(Iterable<? extends T> elements) {
        return new IteratorStream<>(elements::iterator, () -> {});
    }

    /** See {@link dev.fermata.AsyncStreams#from(BaseStream)}. */
    public static <T extends @Nullable Object> AsyncStream<T> over(BaseStream<? extends T, ?> stream) {
        return new IteratorStream<>(stream::iterator, stream);
    }

    /** See {@link dev.fermata.AsyncStreams#failed}. */
    public static <T extends @Nullable Object> AsyncStream<T> failed(Throwable failure) {
        return new Staged<>(over(Collections.singleton(failure)), thrown -> {
            throw thrown;
        });
    }

    /** See {@link dev.fermata.AsyncStreams#fromCallbacks}. */
    public static <T extends @Nullable Object> AsyncStream<T> callbacks(
            Overflow overflow, Consumer<? super Emitter<T>> registration) {
        return new CallbackStream<>(
                Objects.requireNonNull(overflow, "overflow"), Objects.requireNonNull(registration, "registration"));
    }

    /** What {@code operation} gives, until it throws {@code nothingMore}. */
    public static <T extends @Nullable Object> AsyncStream<T> taking(
            Supplier<? extends Awaitable<? extends T>> operation, Class<? extends Exception> nothingMore) {
        return new Taken<>(operation, nothingMore);
    }

    /** See {@link dev.fermata.AsyncStreams#fromPublisher(Flow.Publisher, int)}. */
    public static <T> AsyncStream<T> publisher(Flow.Publisher<? extends T> publisher, int prefetch) {
        return new PublishedStream<>(
                Objects.requireNonNull(publisher, "publisher"), Operators.requirePositive(prefetch, "prefetch"));
    }

    /** See {@link dev.fermata.AsyncStreams#publisher}. */
    public static <T> Flow.Publisher<T> publish(EventLoop loop, Supplier<? extends AsyncStream<? extends T>> source) {
        return new StreamPublisher<>(Objects.requireNonNull(loop, "loop"), Objects.requireNonNull(source, "source"));
    }

    /** See {@link AsyncStream#toPublisher(EventLoop)}. */
    public static <T> Flow.Publisher<T> publishOnce(EventLoop loop, AsyncStream<? extends T> stream) {
        AtomicBoolean subscribed = new AtomicBoolean();
        return publish(loop, () -> {
            if (subscribed.getAndSet(true)) {
                throw new IllegalStateException("this publisher of a stream has its one subscriber already");
            }
            return stream;
        });
    }
}
