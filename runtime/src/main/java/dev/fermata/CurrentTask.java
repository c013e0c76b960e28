package dev.fermata;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What a thread knows of the tasks that it is running. Kept in an array, whose class belongs to the JDK, so that threads
 * of a pool do not hold on to the class loader of this library.
 */
final class CurrentTask {

    private static final int CURRENT = 0;
    private static final int DEFERRED = 1;
    private static final int CONTEXT = 2;

    private static final ThreadLocal<@Nullable Object[]> SLOTS = ThreadLocal.withInitial(() -> new Object[3]);

    private CurrentTask() {}

    /** The task that is running on this thread, or null. */
    static @Nullable Task<?> get() {
        return (Task<?>) SLOTS.get()[CURRENT];
    }

    /** Makes {@code task}, or none, the current one; returns the one before. */
    static @Nullable Task<?> swap(@Nullable Task<?> task) {
        Object[] slots = SLOTS.get();
        Task<?> before = (Task<?>) slots[CURRENT];
        slots[CURRENT] = task;
        return before;
    }

    /** The tasks without a loop that are to run when the one that is ending here has ended; null if none is. */
    @SuppressWarnings("unchecked")
    static @Nullable ArrayDeque<DetachedTask<?>> deferred() {
        return (ArrayDeque<DetachedTask<?>>) SLOTS.get()[DEFERRED];
    }

    /** The context of this thread, for what is neither a task nor a callback of a loop. */
    static @Nullable Object threadContext() {
        return SLOTS.get()[CONTEXT];
    }

    static void setThreadContext(@Nullable Object context) {
        SLOTS.get()[CONTEXT] = context;
    }

    static void setDeferred(@Nullable ArrayDeque<DetachedTask<?>> deferred) {
        SLOTS.get()[DEFERRED] = deferred;
    }
}
