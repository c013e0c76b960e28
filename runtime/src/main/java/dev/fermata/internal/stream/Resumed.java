package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.Tasks;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a stream and, when that has failed with an exception, of another one that takes its place, perhaps after
 * a while. A stream that has failed is closed before the next one is asked for.
 */
final class Resumed<T extends @Nullable Object> extends Operator<T> {

    /** What follows a stream that has failed. */
    record Successor<T extends @Nullable Object>(Duration delay, Supplier<? extends AsyncStream<? extends T>> source) {}

    /** Decides what follows. */
    @FunctionalInterface
    interface Decision<T extends @Nullable Object> {

        /**
         * The successor, or null to let the failure through.
         *
         * @param hadElements whether the stream that has failed had handed out an element
         */
        @Nullable
        Successor<T> after(Exception failure, boolean hadElements) throws Throwable;
    }

    private final Decision<T> decision;
    private @Nullable Supplier<? extends AsyncStream<? extends T>> source;
    private @Nullable AsyncStream<? extends T> stream;
    private boolean hadElements;

    Resumed(Supplier<? extends AsyncStream<? extends T>> source, Decision<T> decision) {
        this.source = source;
        this.decision = decision;
    }

    Resumed(AsyncStream<T> stream, Decision<T> decision) {
        this.stream = stream;
        this.decision = decision;
    }

    @Override
    Object next(Steps steps) {
        return steps.await(
                Steps.of(this::advanceSource),
                found -> Boolean.TRUE.equals(found) ? found() : end(),
                failure -> failed(steps, failure));
    }

    /** What the making of a stream throws counts as a failure of that stream. */
    private Object advanceSource(Steps steps) {
        AsyncStream<? extends T> begun = stream;
        if (begun == null) {
            begun = Objects.requireNonNull(source).get();
            stream = begun;
            source = null;
        }
        return steps.await(begun.advance(), found -> found);
    }

    private Object found() {
        hadElements = true;
        return emit(Objects.requireNonNull(stream).current());
    }

    private Object failed(Steps steps, Throwable failure) throws Throwable {
        if (!(failure instanceof Exception exception)) {
            throw failure;
        }
        Successor<T> successor = decision.after(exception, hadElements);
        if (successor == null) {
            throw failure;
        }
        Awaitable<?> closed = closeUpstream();
        stream = null;
        source = successor.source();
        hadElements = false;
        return steps.await(
                closed,
                done -> successor.delay().isZero()
                        ? next(steps)
                        : steps.await(Tasks.sleep(successor.delay()), slept -> next(steps)),
                second -> {
                    throw Steps.both(failure, second);
                });
    }

    @Override
    Awaitable<?> closeUpstream() {
        AsyncStream<? extends T> begun = stream;
        return begun == null ? Coroutine.done() : begun.closeAsync();
    }
}
