package dev.fermata;

import dev.fermata.internal.context.CallbackContext;
import dev.fermata.internal.context.CapturedCallback;
import org.jspecify.annotations.Nullable;

/** A callback and the context that it was registered in; each run has a copy. */
final class InContext extends CapturedCallback {

    private final @Nullable Object captured;
    private final Runnable callback;

    InContext(@Nullable Object captured, Runnable callback) {
        this.captured = captured;
        this.callback = callback;
    }

    /** {@code callback} in {@code captured}, even if that is empty and the current context is not. */
    static Runnable of(@Nullable Object captured, Runnable callback) {
        return captured == null && CurrentContext.get() == null ? callback : new InContext(captured, callback);
    }

    @Override
    public CallbackContext begin() {
        return new CurrentContext.Slot(Context.entered(captured));
    }

    @Override
    public Runnable callback() {
        return callback;
    }

    @Override
    public void run() {
        Context.live(captured).copy().run(callback);
    }

    @Override
    public String toString() {
        return callback.toString();
    }
}
