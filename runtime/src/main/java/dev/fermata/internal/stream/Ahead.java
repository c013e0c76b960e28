package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.sync.Channel;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream that runs ahead of its consumer: its elements come from {@link Workers}, through a channel, which keeps them back
 * when it is full. The workers are started when the first element is asked for.
 *
 * <p>What has come to the channel before a failure comes to the consumer before it.
 */
abstract class Ahead<R extends @Nullable Object> extends Operator<R> {

    private final Channel<Object> channel;
    private final Collection<? extends AsyncStream<?>> upstreams;
    private @Nullable Workers workers;

    Ahead(Channel<Object> channel, Collection<? extends AsyncStream<?>> upstreams) {
        this.channel = channel;
        this.upstreams = upstreams;
    }

    /** Starts the first workers. */
    abstract void begin(Workers begun);

    /** Awaited by a worker: hands {@code element} to the consumer, when there is room. */
    final Awaitable<?> send(@Nullable Object element) {
        return channel.sender().send(Values.mask(element));
    }

    /** Puts {@code element} in the place of what the consumer has not taken yet. */
    final void sendLatest(@Nullable Object element) {
        Object masked = Values.mask(element);
        if (!channel.sender().trySend(masked)) {
            channel.receiver().tryReceive();
            channel.sender().trySend(masked);
        }
    }

    /** Ends the stream after what was sent. */
    void endOfElements() {
        channel.sender().close();
    }

    /** What becomes of an item that was sent. */
    Object received(Steps steps, Object item) {
        return emit(Values.unmask(item));
    }

    final Workers workers() {
        return Objects.requireNonNull(workers);
    }

    @Override
    Object next(Steps steps) {
        ensureBegun();
        return steps.await(
                channel.receiver().advance(),
                found -> Boolean.TRUE.equals(found)
                        ? received(steps, channel.receiver().current())
                        : afterLast());
    }

    final void ensureBegun() {
        if (workers == null) {
            Workers begun = new Workers(this::endOfElements);
            workers = begun;
            upstreams.forEach(begun::opened);
            begin(begun);
        }
    }

    /** Ends with the workers, or throws what one of them has failed with. */
    Object afterLast() throws Throwable {
        Throwable failure = workers().takeFailure();
        if (failure != null) {
            throw failure;
        }
        return end();
    }

    @Override
    Awaitable<?> closeUpstream() {
        return workers == null ? new CloseAll(upstreams) : workers.end();
    }

    static <T extends @Nullable Object> List<AsyncStream<T>> only(AsyncStream<T> upstream) {
        return List.of(upstream);
    }
}
