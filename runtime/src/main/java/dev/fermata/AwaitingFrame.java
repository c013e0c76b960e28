package dev.fermata;

import dev.fermata.codegen.Entry;
import dev.fermata.codegen.Frame;
import dev.fermata.codegen.Hooks;
import org.jspecify.annotations.Nullable;

/** A coroutine that passes the outcome of something awaitable on. */
final class AwaitingFrame extends Frame {

    private static final Entry PASS_ON = frame -> Hooks.tail(((AwaitingFrame) frame).awaited);

    private final Awaitable<?> awaited;

    AwaitingFrame(Awaitable<?> awaited) {
        super(PASS_ON, 0);
        this.awaited = awaited;
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
