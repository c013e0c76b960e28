package dev.fermata.loop;

import dev.fermata.Context;
import dev.fermata.internal.context.CallbackContext;
import dev.fermata.internal.context.CapturedCallback;
import org.jspecify.annotations.Nullable;

/** A callback that was scheduled on an event loop, and the means to cancel it. Thread-safe. */
public class Handle extends Step {

    private final EventLoop loop;
    private volatile @Nullable Runnable callback;
    private volatile boolean cancelled;

    /** For event loops. */
    protected Handle(EventLoop loop, Runnable callback) {
        this.loop = loop;
        this.callback = Context.capture(callback);
        loop.noteCreation(this);
    }

    /**
     * Prevents the callback from running if it has not begun to; otherwise does nothing. May be called on any thread
     * and more than once.
     */
    public void cancel() {
        cancelled = true;
        callback = null;
    }

    /** True once {@link #cancel} was called. */
    public final boolean isCancelled() {
        return cancelled;
    }

    @Override
    protected final void turn() {
        Runnable run = callback;
        if (run == null) {
            return;
        }
        callback = null;
        CallbackContext outer = loop.callbackContext;
        loop.callbackContext = null;
        try {
            if (run instanceof CapturedCallback captured) {
                loop.callbackContext = captured.begin();
                captured.callback().run();
            } else {
                run.run();
            }
        } catch (Throwable failure) {
            if (isFatal(failure)) {
                throw failure;
            }
            loop.reportFailure(new ErrorContext("exception in callback " + run, failure, this));
        } finally {
            CallbackContext ended = loop.callbackContext;
            loop.callbackContext = outer;
            if (ended != null) {
                ended.end();
            }
        }
    }

    @Override
    public String toString() {
        Runnable run = callback;
        return getClass().getSimpleName() + "[" + (cancelled ? "cancelled" : run == null ? "done" : run) + "]";
    }
}
