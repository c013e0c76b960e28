package dev.fermata.sync;

import dev.fermata.Coroutine;
import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine that makes a choice and goes on with it: a frame, written by hand. State 1: nothing is chosen yet. */
final class SelectCall extends WrittenFrame {

    private final Selection<?> selection;

    private SelectCall(Selection<?> selection) {
        this.selection = selection;
    }

    @SuppressWarnings("unchecked")
    static <R extends @Nullable Object> Coroutine<R> of(Selection<R> selection) {
        return (Coroutine<R>) (Coroutine<?>) new SelectCall(selection);
    }

    @Override
    protected @Nullable Object run() throws Throwable {
        Object chosen = state == 0 ? Hooks.await(selection, this) : take();
        if (chosen instanceof Suspended) {
            return Hooks.suspend(chosen, 1, this);
        }
        return Hooks.tail(((Select.Chosen<?>) Objects.requireNonNull(chosen)).goOn());
    }
}
