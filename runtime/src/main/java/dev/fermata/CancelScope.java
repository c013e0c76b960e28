package dev.fermata;

import org.jspecify.annotations.Nullable;

/**
 * A part of a task that can be cancelled by itself: {@code Await.on(scope.run(coroutine))}.
 *
 * <p>Cancelling the scope interrupts the task at the suspension point inside where it waits, or else at the next one,
 * by a {@link Cancellation}. It interrupts once, so that {@code finally} blocks may await. Of several cancelled scopes
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

    /** The scopes outside of this one do not interrupt what runs inside; they do afterwards. */
    final boolean shields;

    /** Makes a scope that was not entered yet. */
    public CancelScope() {
        this(false);
    }

    CancelScope(boolean shields) {
        this.shields = shields;
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
        return cancelled && !interrupted && !left;
    }

    void markInterrupted(boolean value) {
        interrupted = value;
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
    }

    /** Ends the scope, and with it every pending interruption. */
    void leave() {
        Task<?> inside = task;
        left = true;
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
