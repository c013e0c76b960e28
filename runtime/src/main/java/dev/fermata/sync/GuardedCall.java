package dev.fermata.sync;

import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.codegen.Frame;
import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine that acquires something, awaits a body, and gives back in any case: a frame, written by hand. */
final class GuardedCall extends WrittenFrame {

    private final Awaitable<Held> acquisition;
    private final Awaitable<?> body;
    private @Nullable Held held;

    private GuardedCall(Awaitable<Held> acquisition, Awaitable<?> body) {
        this.acquisition = acquisition;
        this.body = body;
    }

    @SuppressWarnings("unchecked")
    static <T extends @Nullable Object> Coroutine<T> of(Awaitable<Held> acquisition, Awaitable<? extends T> body) {
        Objects.requireNonNull(body, "body");
        return (Coroutine<T>) (Coroutine<?>) new GuardedCall(acquisition, body);
    }

    @Override
    protected @Nullable Object run() throws Throwable {
        if (held == null) {
            Object acquired = state == 0 ? Hooks.await(acquisition, this) : take();
            if (acquired instanceof Suspended) {
                return Hooks.suspend(acquired, 1, this);
            }
            held = (Held) Objects.requireNonNull(acquired);
            return guarded(true);
        }
        return guarded(false);
    }

    private @Nullable Object guarded(boolean begin) throws Throwable {
        Object result;
        try {
            result = begin ? Hooks.await(body, this) : Frame.escape(take());
        } catch (Throwable failure) {
            giveBack();
            throw failure;
        }
        if (begin && result instanceof Suspended) {
            return Hooks.suspend(result, 2, this);
        }
        giveBack();
        return result;
    }

    private void giveBack() {
        Objects.requireNonNull(held).close();
    }
}
