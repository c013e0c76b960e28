package dev.fermata;

import dev.fermata.codegen.Frame;
import org.jspecify.annotations.Nullable;

/** A coroutine that has nothing left to do. */
final class CompletedCoroutine<T extends @Nullable Object> extends Coroutine<T> {

    private final T value;

    CompletedCoroutine(T value) {
        this.value = value;
    }

    @Override
    public void await(Waiter<? super T> waiter) {
        waiter.complete(value);
    }

    @Override
    protected @Nullable Object begin(int depth) {
        return Frame.escape(value);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "Coroutine[done]";
    }
}
