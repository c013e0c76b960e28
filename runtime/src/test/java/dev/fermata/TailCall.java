package dev.fermata;

import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.WrittenFrame;
import java.util.function.Supplier;

/** A coroutine whose body is {@code return next.get();}. */
final class TailCall extends WrittenFrame {

    private final Supplier<? extends Coroutine<?>> next;

    private TailCall(Supplier<? extends Coroutine<?>> next) {
        this.next = next;
    }

    @Override
    protected Object run() throws Throwable {
        return Hooks.tail(next.get());
    }

    @SuppressWarnings("unchecked")
    static <T> Coroutine<T> of(Supplier<? extends Coroutine<T>> next) {
        return (Coroutine<T>) (Coroutine<?>) new TailCall(next);
    }
}
