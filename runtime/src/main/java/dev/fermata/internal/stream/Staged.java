package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import org.jspecify.annotations.Nullable;

/** Elements of another stream, each passed on, changed or left out by a function that needs no wait. */
final class Staged<T extends @Nullable Object, R extends @Nullable Object> extends Operator<R> {

    /** What a {@link Stage} answers to leave an element out. */
    static final Object SKIP = new Object();

    /** What a {@link Stage} answers to end the stream before an element. */
    static final Object END = new Object();

    /** What is done with each element. */
    @FunctionalInterface
    interface Stage<T extends @Nullable Object> {

        /** The element to hand out, {@link #SKIP} or {@link #END}. */
        @Nullable
        Object apply(T element) throws Throwable;

        /** True if no further element is to be asked for. */
        default boolean isFull() {
            return false;
        }
    }

    private final AsyncStream<T> upstream;
    private final Stage<? super T> stage;

    Staged(AsyncStream<T> upstream, Stage<? super T> stage) {
        this.upstream = upstream;
        this.stage = stage;
    }

    @Override
    Object next(Steps steps) {
        return stage.isFull() ? endEarly(steps) : steps.await(upstream.advance(), found -> found(steps, found));
    }

    private Object found(Steps steps, @Nullable Object found) throws Throwable {
        if (!Boolean.TRUE.equals(found)) {
            return end();
        }
        Object answer = stage.apply(upstream.current());
        if (answer == SKIP) {
            return next(steps);
        }
        return answer == END ? endEarly(steps) : emit(answer);
    }

    @Override
    Awaitable<?> closeUpstream() {
        return upstream.closeAsync();
    }
}
