package dev.fermata;

import org.jspecify.annotations.Nullable;

/**
 * Thrown inside a task at the point where it was suspended when it, or a {@link CancelScope} around that point, was
 * cancelled. An error, so that {@code catch (Exception e)} does not swallow it; let it pass, after cleaning up in
 * {@code finally}, where awaiting is allowed.
 *
 * <p>Its stack trace has the interrupted line and those of the activations that await it, the innermost first, a hundred at
 * most.
 *
 * <p>It is absorbed by the scope that asked for it. Whoever observes the cancelled task from outside sees a
 * {@link java.util.concurrent.CancellationException}.
 */
public final class Cancellation extends Error {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable CancelScope scope;

    /** Makes one that has {@code trace} as its stack trace. */
    Cancellation(CancelScope scope, StackTraceElement[] trace) {
        super(scope.message(), null, true, true);
        this.scope = scope;
        setStackTrace(trace);
    }

    /** The trace is that of the task, and not of the loop that throws this into it. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }

    /** True if {@code candidate} is the scope that asked for this cancellation. */
    boolean belongsTo(CancelScope candidate) {
        return scope == candidate;
    }

    /** Of two that were thrown into the same task the one whose scope lies further out. */
    static Cancellation outermost(Cancellation one, Cancellation other) {
        return one.scope == null || other.scope == null || one.scope.isAround(other.scope) ? one : other;
    }
}
