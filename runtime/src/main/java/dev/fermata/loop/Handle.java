package dev.fermata.loop;

import dev.fermata.Context;
import dev.fermata.internal.context.CallbackContext;
import dev.fermata.internal.context.CapturedCallback;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A callback that was scheduled on an event loop, and the means to cancel it. Thread-safe. */
public class Handle extends Step {

    private static final VarHandle CALLBACK;

    static {
        try {
            CALLBACK = MethodHandles.lookup().findVarHandle(Handle.class, "callback", Runnable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final EventLoop loop;

    /** What is to run; null when it has begun to, or never will. Taken out by whoever is first, through CALLBACK. */
    private volatile @Nullable Runnable callback;

    private volatile boolean cancelled;

    /** For event loops. */
    @SuppressWarnings("this-escape") // only to be remembered, in debug mode
    protected Handle(EventLoop loop, Runnable callback) {
        this.loop = loop;
        CALLBACK.setRelease(
                this, Context.capture(callback)); // a volatile store takes longer, and nobody else has this yet
        loop.noteCreation(this);
    }

    /** The loop that this was scheduled on. For event loops. */
    protected final EventLoop loop() {
        return loop;
    }

    /**
     * Prevents the callback from running if it has not begun to; otherwise does nothing. May be called on any thread, by the
     * callback itself, and more than once; never waits for a callback that is running.
     *
     * @return true if the callback was prevented by this call: then it never runs
     */
    public boolean cancel() {
        Runnable pending = callback;
        boolean prevented = pending != null && CALLBACK.compareAndSet(this, pending, null);
        if (prevented) {
            cancelled = true;
        }
        return prevented;
    }

    /** True once {@link #cancel} has prevented the callback from running. */
    public final boolean isCancelled() {
        return cancelled;
    }

    @Override
    protected final void turn() {
        Runnable run = (Runnable) CALLBACK.getAndSet(this, null);
        if (run == null) {
            return;
        }
        CallbackContext outer = loop.callbackContext;
        if (outer != null) {
            loop.callbackContext = null;
        }
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
            if (ended != outer) {
                loop.callbackContext = outer;
            }
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
