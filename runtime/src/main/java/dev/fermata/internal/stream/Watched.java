package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The elements of another stream; an action is called once, when that has ended, however it did. */
final class Watched<T extends @Nullable Object> extends Operator<T> {

    private final AsyncStream<T> upstream;
    private final Consumer<? super @Nullable Throwable> action;
    private boolean called;

    Watched(AsyncStream<T> upstream, Consumer<? super @Nullable Throwable> action) {
        this.upstream = upstream;
        this.action = action;
    }

    @Override
    Object next(Steps steps) {
        return steps.await(
                upstream.advance(),
                found -> {
                    if (Boolean.TRUE.equals(found)) {
                        return emit(upstream.current());
                    }
                    Object ended = end();
                    call(null);
                    return ended;
                },
                this::failed);
    }

    private Object failed(Throwable failure) throws Throwable {
        call(failure);
        throw failure;
    }

    private void call(@Nullable Throwable failure) {
        if (!called) {
            called = true;
            action.accept(failure);
        }
    }

    @Override
    Awaitable<?> closeUpstream() {
        return Steps.of(steps -> steps.await(
                upstream.closeAsync(),
                closed -> {
                    call(null);
                    return null;
                },
                this::failed));
    }
}
