package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** Publishes a stream to each subscriber, from a task of a loop. */
final class StreamPublisher<T> implements Flow.Publisher<T> {

    private final EventLoop loop;
    private final Supplier<? extends AsyncStream<? extends T>> source;

    StreamPublisher(EventLoop loop, Supplier<? extends AsyncStream<? extends T>> source) {
        this.loop = loop;
        this.source = source;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Emission<T> emission = new Emission<>(loop, source, Objects.requireNonNull(subscriber, "subscriber"));
        subscriber.onSubscribe(emission);
        try {
            Tasks.startOn(loop, emission.body());
        } catch (IllegalStateException loopIsClosed) {
            emission.refused(loopIsClosed);
        }
    }
}
