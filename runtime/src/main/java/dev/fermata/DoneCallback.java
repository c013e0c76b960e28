package dev.fermata;

import dev.fermata.loop.EventLoop;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A done-callback, waiting; queued as a callback of the loop when its time has come. */
final class DoneCallback<T extends @Nullable Object> {
    private final Promise<T> promise;
    private final Consumer<? super Promise<T>> callback;
    private final @Nullable Object context = CurrentContext.copy();

    DoneCallback(Promise<T> promise, Consumer<? super Promise<T>> callback) {
        this.promise = promise;
        this.callback = callback;
    }

    /** One that passes the outcome on to {@code future}; the loop need not be open for that. */
    static <T extends @Nullable Object> DoneCallback<T> mirror(Promise<T> promise, PromiseFuture<T> future) {
        return new DoneCallback<>(promise, new Mirror<>(future));
    }

    /** Has {@code home} call {@code callback} of a promise without a loop; equal to another for the same two. */
    static <T extends @Nullable Object> Consumer<? super Promise<T>> on(
            EventLoop home, Consumer<? super Promise<T>> callback) {
        return new OnLoop<>(home, callback);
    }

    boolean calls(Consumer<?> other) {
        return callback.equals(other);
    }

    void fire() {
        EventLoop loop = promise.loop();
        if (loop != null && loop.isClosed()) {
            if (callback instanceof Mirror) {
                callback.accept(promise);
            }
            return;
        }
        Runnable call = InContext.of(context, () -> callback.accept(promise));
        if (loop == null) {
            call.run();
        } else {
            loop.callSoonThreadsafe(call);
        }
    }

    private record Mirror<T extends @Nullable Object>(PromiseFuture<T> future) implements Consumer<Promise<T>> {
        @Override
        public void accept(Promise<T> done) {
            future.settle(done.outcome());
        }
    }

    private record OnLoop<T extends @Nullable Object>(EventLoop home, Consumer<? super Promise<T>> callback)
            implements Consumer<Promise<T>> {
        @Override
        public void accept(Promise<T> done) {
            PostedAction.post(home, () -> callback.accept(done));
        }
    }
}
