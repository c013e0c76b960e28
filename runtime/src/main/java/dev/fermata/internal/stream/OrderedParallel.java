package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Coroutine;
import dev.fermata.Task;
import dev.fermata.sync.AsyncSemaphore;
import dev.fermata.sync.Channel;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an asynchronous function makes of the elements of another stream, in their order, a limited number of calls ahead of
 * the consumer. The channel carries the tasks of the calls; the permits bound it. A failure comes in its turn, after the
 * elements before: that of a call, and that of the other stream, too.
 */
final class OrderedParallel<T extends @Nullable Object, R extends @Nullable Object> extends Ahead<R> {

    private final AsyncStream<T> upstream;
    private final AsyncSemaphore permits;
    private final Function<? super T, ? extends Coroutine<? extends R>> function;
    private @Nullable Task<?> pump;

    OrderedParallel(
            AsyncStream<T> upstream, int concurrency, Function<? super T, ? extends Coroutine<? extends R>> function) {
        super(Channel.unbounded(), only(upstream));
        this.upstream = upstream;
        this.permits = new AsyncSemaphore(concurrency);
        this.function = function;
    }

    @Override
    void begin(Workers workers) {
        Pump.Sink<T> caller = element -> {
            Steps call = Steps.of(steps -> steps.await(function.apply(element), result -> result));
            sendLatest(workers.startUnread(call));
            return null;
        };
        Task<?> begun = workers.startUnread(new Pump<>(workers, upstream, permits, caller, () -> {}));
        pump = begun;
        begun.addDoneCallback(done -> endOfElements());
    }

    @Override
    Object received(Steps steps, Object item) {
        Task<?> call = (Task<?>) item;
        workers().read(call);
        return steps.await(call, result -> {
            permits.release();
            return emit(result);
        });
    }

    @Override
    Object afterLast() throws Throwable {
        Task<?> ended = Objects.requireNonNull(pump);
        workers().read(ended);
        ended.result();
        return super.afterLast();
    }
}
