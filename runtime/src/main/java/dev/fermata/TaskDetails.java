package dev.fermata;

import org.jspecify.annotations.Nullable;

/** What a task has once it was named, cancelled, or has entered a scope. */
final class TaskDetails {

    /** The name that it was given. */
    volatile @Nullable String name;

    /** The task as a whole, as a scope; made when it is first cancelled. */
    volatile @Nullable CancelScope root;

    // What follows is owned by the thread that runs the task.

    /** The innermost scope that was entered and not left. */
    @Nullable
    CancelScope scope;

    /** On whose behalf the leaf that the task waits for was interrupted. */
    @Nullable
    CancelScope interrupting;

    int cancelRequests;

    /** The outermost scope that is cancelled and has not interrupted the task yet. */
    @Nullable
    CancelScope pendingScope() {
        CancelScope outermost = null;
        for (CancelScope candidate = scope; candidate != null; candidate = candidate.outer) {
            if (candidate.isPending()) {
                outermost = candidate;
            }
            if (candidate.shields) {
                return outermost;
            }
        }
        CancelScope whole = root;
        return whole != null && whole.isPending() ? whole : outermost;
    }
}
