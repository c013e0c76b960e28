package dev.fermata;

import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.WrittenFrame;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A coroutine that calls a function and has its result. */
final class CallingFrame extends WrittenFrame {

    private final Callable<?> function;

    CallingFrame(Callable<?> function) {
        this.function = function;
    }

    @Override
    protected @Nullable Object run() throws Throwable {
        return Hooks.result(function.call());
    }

    @SuppressWarnings("unchecked")
    <T extends @Nullable Object> Coroutine<T> as() {
        return (Coroutine<T>) (Coroutine<?>) this;
    }
}
