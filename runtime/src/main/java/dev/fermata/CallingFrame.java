package dev.fermata;

import dev.fermata.codegen.Entry;
import dev.fermata.codegen.Frame;
import dev.fermata.codegen.Hooks;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A coroutine that calls a function and has its result. */
final class CallingFrame extends Frame {

    private static final Entry CALL = frame -> Hooks.result(((CallingFrame) frame).function.call());

    private final Callable<?> function;

    CallingFrame(Callable<?> function) {
        super(CALL, 0);
        this.function = function;
    }

    @SuppressWarnings("unchecked")
    <T extends @Nullable Object> Coroutine<T> as() {
        return (Coroutine<T>) (Coroutine<?>) this;
    }
}
