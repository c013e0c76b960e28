package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.sync.AsyncSemaphore;
import dev.fermata.sync.Channel;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Elements of another stream, each worked on in a task of its own, a limited number at a time; in no order. */
final class Parallel<T extends @Nullable Object, R extends @Nullable Object> extends Ahead<R> {

    /** What the task of an element does. */
    @FunctionalInterface
    private interface Work<T extends @Nullable Object, R extends @Nullable Object> {
        Awaitable<?> on(T element, Parallel<T, R> stream);
    }

    private final AsyncStream<T> upstream;
    private final AsyncSemaphore permits;
    private final Work<T, R> work;

    private Parallel(AsyncStream<T> upstream, int concurrency, Work<T, R> work) {
        super(Channel.bounded(0), only(upstream));
        this.upstream = upstream;
        this.permits = new AsyncSemaphore(concurrency);
        this.work = work;
    }

    static <T extends @Nullable Object, R extends @Nullable Object> Parallel<T, R> map(
            AsyncStream<T> upstream, int concurrency, Function<? super T, ? extends Coroutine<? extends R>> function) {
        return new Parallel<>(
                upstream,
                concurrency,
                (element, stream) -> Steps.of(steps -> steps.await(
                        function.apply(element), result -> steps.await(stream.send(result), sent -> null))));
    }

    static <T extends @Nullable Object, R extends @Nullable Object> Parallel<T, R> flatMap(
            AsyncStream<T> upstream,
            int concurrency,
            Function<? super T, ? extends AsyncStream<? extends R>> function) {
        return new Parallel<>(upstream, concurrency, (element, stream) -> {
            AsyncStream<? extends R> inner = function.apply(element);
            stream.workers().opened(inner);
            return new Pump<>(stream.workers(), inner, stream::send);
        });
    }

    @Override
    void begin(Workers workers) {
        Pump.Sink<T> starter = element -> {
            Awaitable<?> worked = work.on(element, this);
            workers.start(Steps.of(steps -> steps.await(worked, done -> {
                permits.release();
                return null;
            })));
            return null;
        };
        workers.start(new Pump<>(workers, upstream, permits, starter, () -> {}));
    }
}
