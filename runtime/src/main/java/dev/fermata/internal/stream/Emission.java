package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.CancelScope;
import dev.fermata.Cancellation;
import dev.fermata.Tasks;
import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a stream. The subscriber requests and cancels on any thread; a task of the loop takes the elements and
 * signals them. The stream is made by that task at once, and asked for an element only when one is requested; so a request
 * made while an element is signalled is only counted, and never recurs.
 *
 * <p>A cancellation cancels the scope that everything runs in, and not the task: a task that has not begun would never close
 * its stream.
 */
final class Emission<T> implements Flow.Subscription {

    private final EventLoop loop;
    private final Supplier<? extends AsyncStream<? extends T>> source;
    private final CancelScope scope = new CancelScope();
    private final AtomicLong demand = new AtomicLong();
    private final Signal demandChanged = new Signal();
    private volatile boolean cancelled;
    private volatile @Nullable IllegalArgumentException badRequest;

    /** Null when everything has been said to it; owned by the task. */
    private Flow.@Nullable Subscriber<? super T> subscriber;

    private @Nullable AsyncStream<? extends T> stream;

    Emission(
            EventLoop loop,
            Supplier<? extends AsyncStream<? extends T>> source,
            Flow.Subscriber<? super T> subscriber) {
        this.loop = loop;
        this.source = source;
        this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
        if (cancelled) {
            return;
        }
        if (count <= 0) {
            badRequest = new IllegalArgumentException("rule 3.9 of Reactive Streams: requested " + count);
            scope.cancel();
        } else {
            demand.accumulateAndGet(count, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
        }
        demandChanged.set();
    }

    @Override
    public void cancel() {
        cancelled = true;
        scope.cancel();
    }

    /** What the task runs. */
    Awaitable<?> body() {
        return scope.run(new Body());
    }

    /** There is no task. */
    void refused(Throwable failure) {
        signalFailure(failure);
    }

    private boolean isStopped() {
        return cancelled || badRequest != null;
    }

    private void signalFailure(Throwable failure) {
        Flow.Subscriber<? super T> told = subscriber;
        subscriber = null;
        if (told != null && !cancelled) {
            IllegalArgumentException bad = badRequest;
            told.onError(bad == null ? forOthers(failure) : bad);
        } else if (!(failure instanceof Cancellation)) {
            loop.reportFailure(new ErrorContext("a stream has failed after its subscriber was gone", failure, this));
        }
    }

    private static Throwable forOthers(Throwable failure) {
        return failure instanceof Cancellation ? new CancellationException(failure.getMessage()) : failure;
    }

    private final class Body extends Steps {

        private boolean streamEnded;
        private int sinceTurn;

        @Override
        Object first() {
            AsyncStream<? extends T> begun =
                    Objects.requireNonNull(source.get(), "the source of a publisher gave null");
            stream = begun;
            return whenRequested(begun);
        }

        private Object whenRequested(AsyncStream<? extends T> begun) {
            if (isStopped()) {
                return closeAnd(begun, null);
            }
            return demand.get() == 0
                    ? await(demandChanged.await(), changed -> whenRequested(begun))
                    : await(begun.advance(), found -> found(begun, found));
        }

        private @Nullable Object found(AsyncStream<? extends T> begun, @Nullable Object found) {
            if (!Boolean.TRUE.equals(found)) {
                streamEnded = true;
                complete();
                return null;
            }
            if (!isStopped()) {
                demand.updateAndGet(before -> before == Long.MAX_VALUE ? before : before - 1);
                signal(Objects.requireNonNull(begun.current(), "a publisher cannot publish null"));
            }
            if (++sinceTurn < Pump.TURN) {
                return whenRequested(begun);
            }
            sinceTurn = 0;
            return await(Tasks.yieldNow(), turn -> whenRequested(begun));
        }

        private void signal(T element) {
            try {
                Objects.requireNonNull(subscriber).onNext(element);
            } catch (Throwable broken) {
                // By rule 2.13 it counts as having cancelled.
                subscriber = null;
                throw broken;
            }
        }

        private void complete() {
            Flow.Subscriber<? super T> told = subscriber;
            subscriber = null;
            if (told != null && !cancelled) {
                IllegalArgumentException bad = badRequest;
                if (bad == null) {
                    told.onComplete();
                } else {
                    told.onError(bad);
                }
            }
        }

        @Override
        @Nullable
        Object failed(Throwable failure) throws Throwable {
            AsyncStream<? extends T> begun = stream;
            if (begun == null || streamEnded) {
                return ended(failure);
            }
            return closeAnd(begun, failure);
        }

        private Object closeAnd(AsyncStream<? extends T> begun, @Nullable Throwable failure) {
            streamEnded = true;
            return await(
                    begun.closeAsync(),
                    closed -> ended(failure),
                    second -> ended(failure == null ? second : both(failure, second)));
        }

        /** A cancellation goes on, to the scope that it belongs to. */
        private @Nullable Object ended(@Nullable Throwable failure) throws Throwable {
            if (failure == null) {
                complete();
            } else {
                signalFailure(failure);
            }
            if (failure instanceof Cancellation) {
                throw failure;
            }
            return null;
        }
    }
}
