package dev.fermata.codegen;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.Task;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One activation of an async method: its spilled locals (in a subclass, see {@link Frames}), the point to go on at, and
 * the link to its caller. It is also the {@link Coroutine} that a cold call returns.
 *
 * <p>States: {@code 0} not started, {@code n > 0} suspended at, or last resumed from, suspension point {@code n}. A
 * frame runs only after it was claimed, and it is claimed once.
 *
 * <p>A suspension unwinds the native stack from the innermost frame outwards. Each activation that it passes on the way
 * appends itself to the chain of callers that begins at the innermost frame ({@link #suspend}). Meanwhile the chain is
 * closed to a ring: what a body returns is the <em>outermost</em> frame so far, whose {@link #caller} is the innermost
 * one. Once the stack is unwound the ring is opened. The innermost frame alone is enough to resume everything, at a cost
 * that does not depend on depth.
 *
 * <p>Owned by the thread that runs the task; hand-over between threads is the scheduler's business.
 */
public abstract non-sealed class Frame extends Coroutine<@Nullable Object> {

    /** Bodies that may stand on the native stack above each other; deeper ones are started by the trampoline. */
    static final int MAX_DEPTH = 100;

    /** In place of what is exchanged, until the frame is claimed. */
    private static final Object UNCLAIMED = new Object();

    /** Where to go on: 0 at the start, else the number of the suspension point. */
    public short state;

    private final short method;
    private final Entry entry;

    /** Who goes on when this activation has ended; null for the outermost, but see above for the time of unwinding. */
    @Nullable
    Frame caller;

    /**
     * While suspended at a leaf: that leaf, which has the outcome when the frame goes on. Else, while being resumed: the
     * value, in an {@link Escape} if it is a {@link Suspended}, or a {@link Thrown}.
     */
    private @Nullable Object exchange = UNCLAIMED;

    /** Makes a frame of the method that {@code entry} knows by the number {@code method}. */
    @SuppressWarnings("this-escape") // only to be remembered, in debug mode
    protected Frame(Entry entry, int method) {
        this.entry = entry;
        this.method = (short) method;
        coroutineCreated(this);
    }

    /** The number of the method within its class, for the switch in the class's {@link Entry}. */
    public final int method() {
        return method & 0xFFFF;
    }

    /**
     * Where in the source this activation is: the line of the await that it is suspended at; null if it stands in no
     * source that a user wrote.
     */
    protected @Nullable StackTraceElement place() {
        return Places.of(entry, method(), state);
    }

    /** Takes what this frame was resumed with: returns the value, or throws the failure. */
    public final @Nullable Object take() throws Throwable {
        Object delivered = exchange;
        exchange = null;
        return delivered instanceof Suspended there ? there.taken() : delivered;
    }

    /** Wraps a value that would be mistaken for a suspension; any other value comes back as it is. */
    public static @Nullable Object escape(@Nullable Object value) {
        return value instanceof Suspended ? new Escape(value) : value;
    }

    @Override
    public void await(Waiter<? super @Nullable Object> waiter) {
        startFor(this, waiter);
    }

    /** Runs this coroutine on the caller's stack, or defers its start to the trampoline when that is too deep. */
    @Override
    protected final @Nullable Object begin(int depth) throws Throwable {
        claim();
        if (depth >= MAX_DEPTH) {
            return this;
        }
        return Trampoline.runOnStack(this, depth);
    }

    /** Marks the coroutine as used. */
    final void claim() {
        if (exchange != UNCLAIMED) {
            throw new IllegalStateException("a coroutine can be awaited or started only once: " + this);
        }
        exchange = null;
        coroutineUsed(this);
    }

    @Override
    public final void close() {
        if (exchange == UNCLAIMED) {
            claim();
        }
    }

    /** Runs the body from {@link #state} on; {@code depth} bodies stand below it on the native stack. */
    final @Nullable Object resume(int depth) throws Throwable {
        return entry.resume(this, depth);
    }

    /** Sets what {@link #take} is to give, see {@link #exchange}. */
    final void deliver(@Nullable Object delivered) {
        exchange = delivered;
    }

    /** True for a coroutine that a body returned as its result: it runs in the body's place. */
    final boolean isTailCall() {
        return state == 0;
    }

    /** The innermost frame of the ring that a body has returned this frame of, while the native stack is unwound. */
    final Frame innermost() {
        return exchange != null || state == 0 ? this : Objects.requireNonNull(caller);
    }

    /**
     * To be asked of the innermost frame once the native stack is unwound: tells whether it, a tail call, a deferred
     * start or one that took a value for a suspension, goes on at once.
     */
    final boolean readyToGoOn() {
        return exchange instanceof Escape || state == 0;
    }

    /** True for the frame of a generator that hands out an element. */
    final boolean hasYielded() {
        return exchange instanceof Yielded;
    }

    /** What this frame waits for; only while it is the innermost frame of something suspended. */
    final @Nullable Object awaited() {
        return exchange;
    }

    /**
     * Appends this activation, already spilled, to what was suspended inside it, and returns itself.
     *
     * @param inner a frame handed up by a callee, or the leaf that this activation itself waits for
     */
    final Frame suspend(Object inner) {
        if (exchange == UNCLAIMED) {
            claim(); // made by the body that suspends
        }
        if (inner instanceof Frame handedUp) {
            exchange = null; // a body written by hand may not have taken what it was resumed with
            caller = handedUp.innermost();
            handedUp.caller = this;
        } else {
            exchange = inner;
        }
        return this;
    }

    @Override
    public String toString() {
        return "Coroutine[" + (exchange == UNCLAIMED ? "not started" : "state " + state) + "]";
    }

    /** Opens to {@link Hooks} what {@link Coroutine} offers to this class alone. */
    static final class Scheduler {

        private Scheduler() {}

        static @Nullable Object beginOther(Awaitable<?> awaitable) throws Throwable {
            return Coroutine.beginOther(awaitable);
        }

        static @Nullable Object beginStage(CompletionStage<?> stage) throws Throwable {
            return Coroutine.beginStage(stage);
        }

        static @Nullable Runnable streamOpened(AsyncStream<?> handle, AsyncStream<?> state) {
            return Coroutine.streamOpened(handle, state);
        }

        static Task<?> beginHot() {
            return Coroutine.beginHot();
        }

        static CompletableFuture<?> hotFuture(Task<?> call, @Nullable Object result) {
            return Coroutine.hotFuture(call, result);
        }

        static CompletableFuture<?> hotFailedFuture(Task<?> call, Throwable failure) {
            return Coroutine.hotFailedFuture(call, failure);
        }

        static Task<?> hotTask(Task<?> call, @Nullable Object result) {
            return Coroutine.hotTask(call, result);
        }

        static Task<?> hotFailedTask(Task<?> call, Throwable failure) {
            return Coroutine.hotFailedTask(call, failure);
        }
    }
}
