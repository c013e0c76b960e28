package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What a function makes of the first elements of two streams, the second ones and so on; ends with the shorter one. */
final class Zipped<A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
        extends Operator<R> {

    private final AsyncStream<A> left;
    private final AsyncStream<B> right;
    private final BiFunction<? super A, ? super B, ? extends R> function;
    private final List<AsyncStream<?>> open = new ArrayList<>();

    Zipped(AsyncStream<A> left, AsyncStream<B> right, BiFunction<? super A, ? super B, ? extends R> function) {
        this.left = left;
        this.right = right;
        this.function = function;
        open.add(left);
        open.add(right);
    }

    @Override
    Object next(Steps steps) {
        return steps.await(
                left.advance(),
                found -> Boolean.TRUE.equals(found)
                        ? steps.await(right.advance(), foundToo -> foundToo(steps, foundToo))
                        : endOf(left, steps));
    }

    private Object foundToo(Steps steps, @Nullable Object found) {
        return Boolean.TRUE.equals(found) ? emit(function.apply(left.current(), right.current())) : endOf(right, steps);
    }

    private Object endOf(AsyncStream<?> shorter, Steps steps) {
        open.remove(shorter);
        return endEarly(steps);
    }

    @Override
    Awaitable<?> closeUpstream() {
        return new CloseAll(open);
    }
}
