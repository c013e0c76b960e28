package dev.fermata.internal.stream;

import dev.fermata.Awaitable;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The elements of a publisher, which is subscribed to when the first one is asked for. */
final class PublishedStream<T> extends Operator<T> {

    private final Flow.Publisher<? extends T> publisher;
    private final Intake<T> intake;
    private boolean subscribed;

    PublishedStream(Flow.Publisher<? extends T> publisher, int prefetch) {
        this.publisher = publisher;
        this.intake = new Intake<>(prefetch);
    }

    @Override
    Object next(Steps steps) throws Throwable {
        if (!subscribed) {
            subscribed = true;
            publisher.subscribe(intake);
        }
        @Nullable T element = intake.poll();
        if (element != null) {
            return emit(element);
        }
        if (!intake.hasEnded()) {
            return steps.await(intake.changed(), changed -> next(steps));
        }
        Throwable failure = intake.failure();
        if (failure != null) {
            throw failure;
        }
        return end();
    }

    @Override
    Awaitable<?> closeUpstream() {
        return Steps.of(steps -> {
            intake.close();
            return null;
        });
    }
}
