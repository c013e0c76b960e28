package dev.fermata;

import dev.fermata.internal.loop.Nanos;
import dev.fermata.internal.loop.WallTimer;
import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.TimerHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A part of a task that can be cancelled by itself: {@code Await.on(scope.run(coroutine))}.
 *
 * <p>Cancelling the scope interrupts the task at the suspension point inside where it waits, or else at the next one,
 * by a {@link Cancellation}. It interrupts once, so that {@code finally} blocks may await; with a grace, again each time
 * that this has passed. Of several cancelled scopes
 * the outermost one interrupts first. The scope absorbs its own cancellation and no other.
 */
public final class CancelScope {

    /** The task that this scope is a part of, once it was entered. */
    private volatile @Nullable Task<?> task;

    private volatile boolean cancelled;
    private @Nullable String message;

    /** The next scope outwards within the task; owned, as all below, by the thread that runs the task. */
    @Nullable
    CancelScope outer;

    private boolean interrupted;
    private boolean left;

    /** How long what runs inside has after each interruption; null if there is to be only one. */
    private final @Nullable Duration grace;

    /** The grace has passed: interrupt once more. */
    private volatile boolean again;

    private @Nullable TimerHandle graceTimer;

    /** The scopes outside of this one do not interrupt what runs inside; they do afterwards. */
    final boolean shields;

    /** Makes a scope that was not entered yet. */
    public CancelScope() {
        this(false, null);
    }

    /**
     * Makes a scope that was not entered yet, and that once cancelled interrupts what runs inside again and again, each
     * time that {@code grace} has passed, until it ends. A wait for a task is not cut short by that: the task has been
     * cancelled, and has a grace of its own if it wants one.
     *
     * @throws IllegalArgumentException if {@code grace} is not positive
     */
    public CancelScope(Duration grace) {
        this(false, grace);
        if (grace.isZero() || grace.isNegative()) {
            throw new IllegalArgumentException("a grace must be positive: " + grace);
        }
    }

    CancelScope(boolean shields) {
        this(shields, null);
    }

    private CancelScope(boolean shields, @Nullable Duration grace) {
        this.shields = shields;
        this.grace = grace;
    }

    /** Makes the scope that is a whole task. */
    CancelScope(Task<?> task) {
        this(false);
        this.task = task;
    }

    /** Cancels what runs inside. If it was not entered yet, what runs inside is interrupted at its first suspension. */
    public void cancel() {
        cancel(null);
    }

    /**
     * As {@link #cancel()}.
     *
     * @param reason the message of the {@link Cancellation}; may be null
     */
    public void cancel(@Nullable String reason) {
        if (cancelled) {
            return;
        }
        message = reason;
        cancelled = true;
        Task<?> inside = task;
        if (inside != null) {
            inside.scopeCancelled();
            beginGrace(inside);
        }
    }

    private void beginGrace(Task<?> inside) {
        EventLoop loop = inside.loop();
        if (grace == null) {
            return;
        }
        if (loop == null) {
            var unused = WallTimer.startInPool(Nanos.of(grace), () -> graceHasPassed(inside));
        } else if (EventLoop.running() == loop) {
            setGraceTimer(loop, inside);
        } else {
            loop.execute(() -> setGraceTimer(loop, inside));
        }
    }

    private void setGraceTimer(EventLoop loop, Task<?> inside) {
        if (!left && grace != null) {
            graceTimer = loop.callLater(grace, () -> graceHasPassed(inside));
        }
    }

    private void graceHasPassed(Task<?> inside) {
        if (!left) {
            again = true;
            inside.scopeCancelled();
            beginGrace(inside);
        }
    }

    /** True once {@link #cancel()} was called. Any thread. */
    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * A coroutine that awaits {@code body} inside this scope. It returns the result of {@code body}, or null if this
     * scope was cancelled and {@code body} ended because of that. A scope can be entered once.
     */
    public <T extends @Nullable Object> Coroutine<@Nullable T> run(Awaitable<? extends T> body) {
        return ScopedCall.of(this, body);
    }

    @Nullable
    String message() {
        return message;
    }

    /** Cancelled, and the task not interrupted for it yet. */
    boolean isPending() {
        return cancelled && (!interrupted || again) && !left;
    }

    void markInterrupted(boolean value) {
        interrupted = value;
        again = false;
    }

    /** Called when what runs inside has returned a result: reports, in debug mode, that it took no notice of this. */
    void bodyReturned() {
        Task<?> inside = task;
        EventLoop loop = inside == null ? null : inside.loop();
        if (interrupted && loop != null && loop.isDebug()) {
            loop.reportFailure(new ErrorContext(
                    "a cancellation was swallowed: what it has interrupted returned a result all the same",
                    null,
                    inside));
        }
    }

    /** True if {@code inner}, a scope of the same task, is this one or lies inside. */
    boolean isAround(CancelScope inner) {
        Task<?> inside = task;
        if (inside != null && inside.root() == this) {
            return true;
        }
        CancelScope candidate = inner;
        while (candidate != null && candidate != this) {
            candidate = candidate.outer;
        }
        return candidate == this;
    }

    /** Makes this the innermost scope of {@code current}. */
    void enter(Task<?> current) {
        if (outer != null || left || task != null) {
            throw new IllegalStateException("a cancel scope can be entered only once");
        }
        task = current;
        outer = current.innermostScope();
        current.setInnermostScope(this);
        if (cancelled) {
            beginGrace(current);
        }
    }

    /** Ends the scope, and with it every pending interruption. */
    void leave() {
        Task<?> inside = task;
        left = true;
        if (graceTimer != null) {
            graceTimer.cancel();
        }
        if (inside != null) {
            inside.setInnermostScope(outer);
        }
    }

    /** Lets the scopes around this one interrupt once more: what they have thrown gave way to something else. */
    void deferOuter() {
        CancelScope inner = this;
        while (inner.outer != null && !inner.outer.shields) {
            inner = inner.outer;
            inner.interrupted = false;
        }
        Task<?> inside = task;
        CancelScope whole = inside == null ? null : inside.root();
        if (inner.outer == null && whole != null) {
            whole.interrupted = false;
        }
    }

    /** Takes the cancellation back; for {@link Task#uncancel}. */
    void reset() {
        cancelled = false;
        interrupted = false;
    }

    /** Cancels once more, even if the task was interrupted before. */
    void cancelAnew(@Nullable String reason) {
        reset();
        cancel(reason);
    }
}
