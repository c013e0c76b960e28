package dev.fermata.codegen;

import dev.fermata.loop.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a body hands up in place of a value: a frame that is suspended or not started, or something pending.
 *
 * <p>Generated code tells the two apart with one {@code instanceof Suspended}. A <em>value</em> that happens to be of
 * this type travels inside an {@link Escape}.
 *
 * <p>The protected static methods are the door through which the scheduler, whose classes derive from this one in
 * another package, reaches frames.
 */
public abstract class Suspended extends Step {

    /** For the runtime's own subclasses. */
    protected Suspended() {}

    /**
     * Begins an await of this object. Returns the value if it is there without a wait (escaped, see
     * {@link Frame#escape}), throws the failure if it failed, and otherwise returns a {@code Suspended} to hand up.
     *
     * @param depth how many bodies stand on the native stack below the one that would be started
     */
    protected abstract @Nullable Object begin(int depth) throws Throwable;

    /**
     * What a frame that goes on with this in its {@link Frame#take exchange} gets: returns the value or throws the failure.
     */
    protected @Nullable Object taken() throws Throwable {
        return this;
    }

    /** Only tasks are ever queued. */
    @Override
    protected void turn() {
        throw new IllegalStateException("not a task: " + this);
    }

    /** Marks {@code coroutine} as used; {@link #step} may start it then. */
    protected static void claim(Frame coroutine) {
        coroutine.claim();
    }

    /** The pending object that {@code innermost}, as {@link #proceed} returned it, waits for. */
    protected static Suspended awaited(Frame innermost) {
        Suspended pending = pending(innermost);
        if (pending == null) {
            throw new IllegalStateException("not suspended: " + innermost);
        }
        return pending;
    }

    /** As {@link #awaited}, or null if {@code innermost} waits for nothing. */
    protected static @Nullable Suspended pending(Frame innermost) {
        return innermost.awaited() instanceof Suspended pending ? pending : null;
    }

    /** As {@link #pending}, but may be something else than pending. */
    protected static @Nullable Object exchanged(Frame innermost) {
        return innermost.awaited();
    }

    /** Sets the value that the suspended {@code innermost} goes on with; else what it waits for is asked for it. */
    protected static void deliver(Frame innermost, @Nullable Object value) {
        innermost.deliver(Frame.escape(value));
    }

    /** Sets the failure that the suspended {@code innermost} goes on with. */
    protected static void deliverFailure(Frame innermost, Throwable failure) {
        innermost.deliver(new Thrown(failure));
    }

    /** The activations that are suspended together, from {@code innermost} outwards, {@code most} of them at most. */
    protected static List<Frame> activations(Frame innermost, int most) {
        List<Frame> chain = new ArrayList<>();
        for (Frame frame = innermost; frame != null && chain.size() < most; frame = frame.caller) {
            chain.add(frame);
            if (frame.caller == innermost) {
                break; // another thread is unwinding its stack, see Frame
            }
        }
        return chain;
    }

    /** Where {@code frame} is in the source; null if it is in none. */
    protected static @Nullable StackTraceElement placeOf(Frame frame) {
        return frame.place();
    }

    /** Who goes on when {@code frame} has ended; null for the outermost. */
    protected static @Nullable Frame callerOf(Frame frame) {
        return frame.caller;
    }

    /**
     * Starts or resumes {@code frame}; what comes out is for {@link #proceed}. Throws what the frame throws if nobody has
     * called it.
     *
     * @param caller that of {@code frame}
     */
    protected static @Nullable Object step(Frame frame, @Nullable Frame caller) throws Throwable {
        return Trampoline.step(frame, caller);
    }

    /**
     * Goes on where {@code result} leads to, which came of a {@link #step} of {@code frame}: as each activation ends, its
     * callers go on. Returns the {@link Frame} that is innermost now if the whole is suspended again, else the outermost
     * value, to be read through {@link #value}; throws what the outermost activation throws.
     *
     * @param caller that of {@code frame} before the step
     */
    protected final @Nullable Object proceed(Frame frame, @Nullable Frame caller, @Nullable Object result)
            throws Throwable {
        return Trampoline.proceed(frame, caller, result, this);
    }

    /**
     * As {@link #proceed}, for what a body that was called directly (with a null frame) handed up: {@code handedUp} is
     * a {@link Suspended}.
     */
    protected final @Nullable Object settle(Object handedUp) throws Throwable {
        return Trampoline.settle(handedUp, this);
    }

    /** Called on what runs frames ({@link #proceed}) when it leaves one for another: {@code frame} runs next. */
    protected void goesOnAt(Frame frame) {}

    /** The value behind a result of {@link #proceed} or {@link #settle} that is not a {@link Frame}. */
    protected static @Nullable Object value(@Nullable Object result) {
        return result instanceof Escape escape ? escape.value : result;
    }
}
