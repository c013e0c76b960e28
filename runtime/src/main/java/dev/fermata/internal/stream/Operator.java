package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is made of something else, its upstream: what all operators have in common.
 *
 * <p>It does nothing before it is asked for an element. It ends once: with the end of what it is made of ({@link #end}),
 * early ({@link #endEarly}), with a failure or cancellation, which any step may throw, or closed by its consumer. Unless the
 * upstream has come to its end, it is closed then, in the consumer's task, before the consumer goes on; never twice.
 */
abstract class Operator<R extends @Nullable Object> implements AsyncStream<R> {

    private @Nullable Object element;
    private boolean present;
    private boolean busy;
    private boolean ended;

    /** The steps to the next element, or to the end: returns what a step returns, through the methods below. */
    abstract @Nullable Object next(Steps steps) throws Throwable;

    /** Closes what this is made of; called once at most. */
    abstract Awaitable<?> closeUpstream();

    /** Hands {@code found} out. */
    final Object emit(@Nullable Object found) {
        busy = false;
        element = found;
        present = true;
        return true;
    }

    /** Ends with the upstream, which is not closed. */
    final Object end() {
        busy = false;
        ended = true;
        return false;
    }

    /** Closes the upstream and ends. */
    final Object endEarly(Steps steps) {
        ended = true;
        return steps.await(closeUpstream(), closed -> end());
    }

    @Override
    public final Awaitable<Boolean> advance() {
        return new Advance().as();
    }

    @Override
    public final R current() {
        if (!present) {
            throw new IllegalStateException("no element: advance() was not awaited, or there is none left");
        }
        return Values.as(element);
    }

    @Override
    public final Awaitable<@Nullable Void> closeAsync() {
        return Steps.of(this::close).as();
    }

    private @Nullable Object close(Steps steps) {
        if (ended) {
            letGo();
            return null;
        }
        requireIdle();
        letGo();
        ended = true;
        return steps.await(closeUpstream(), closed -> null);
    }

    private void letGo() {
        element = null;
        present = false;
    }

    private void requireIdle() {
        if (busy) {
            throw new IllegalStateException("a stream has one consumer; an element of this one is awaited already");
        }
    }

    private final class Advance extends Steps {

        private boolean entered;

        @Override
        @Nullable
        Object first() throws Throwable {
            requireIdle();
            letGo();
            if (ended) {
                return false;
            }
            entered = true;
            busy = true;
            return next(this);
        }

        @Override
        Object failed(Throwable failure) throws Throwable {
            if (!entered) {
                throw failure;
            }
            if (ended) {
                busy = false;
                throw failure;
            }
            ended = true;
            return await(
                    Steps.of(closing -> closing.await(closeUpstream(), closed -> null)),
                    closed -> ended(failure),
                    second -> ended(both(failure, second)));
        }

        private Object ended(Throwable failure) throws Throwable {
            busy = false;
            throw failure;
        }
    }
}
