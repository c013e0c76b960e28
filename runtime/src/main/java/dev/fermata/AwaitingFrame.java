package dev.fermata;

import dev.fermata.codegen.Frame;
import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.WrittenFrame;
import org.jspecify.annotations.Nullable;

/** A coroutine that passes the outcome of something awaitable on. */
final class AwaitingFrame extends WrittenFrame {

    private final Awaitable<?> awaited;

    AwaitingFrame(Awaitable<?> awaited) {
        this.awaited = awaited;
    }

    @Override
    protected @Nullable Object run() throws Throwable {
        return Hooks.tail(awaited);
    }

    @Override
    protected @Nullable StackTraceElement place() {
        return null;
    }

    /** {@code awaited} as a coroutine; itself, if it is one that a task can run directly. */
    @SuppressWarnings("unchecked")
    static <T extends @Nullable Object> Coroutine<T> over(Awaitable<? extends T> awaited) {
        return (Coroutine<T>) (Coroutine<?>) (awaited instanceof Frame frame ? frame : new AwaitingFrame(awaited));
    }
}
