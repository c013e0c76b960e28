package dev.fermata;

import dev.fermata.codegen.Entry;
import dev.fermata.codegen.Frame;
import dev.fermata.codegen.Hooks;
import java.util.function.Supplier;

/** A coroutine whose body is {@code return next.get();}. */
final class TailCall extends Frame {

    private static final Entry ENTRY = frame -> Hooks.tail(((TailCall) frame).next.get());

    private final Supplier<? extends Coroutine<?>> next;

    private TailCall(Supplier<? extends Coroutine<?>> next) {
        super(ENTRY, 0);
        this.next = next;
    }

    @SuppressWarnings("unchecked")
    static <T> Coroutine<T> of(Supplier<? extends Coroutine<T>> next) {
        return (Coroutine<T>) (Coroutine<?>) new TailCall(next);
    }
}
