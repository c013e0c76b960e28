package dev.fermata;

import dev.fermata.loop.EventLoop;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What a thread knows of the tasks that it is running. While an event loop runs on it, the loop's {@link LiveTasks} know
 * the current one, so that a step of a task costs no access to a thread local. Otherwise it is kept in an array, whose
 * class belongs to the JDK, so that threads of a pool do not hold on to the class loader of this library.
 */
final class CurrentTask {

    private static final int CURRENT = 0;
    private static final int DEFERRED = 1;
    private static final int CONTEXT = 2;
    private static final int WORK = 3;

    private static final ThreadLocal<@Nullable Object[]> SLOTS = ThreadLocal.withInitial(() -> new Object[4]);

    private CurrentTask() {}

    /** The task that is running on this thread, or null. */
    static @Nullable Task<?> get() {
        EventLoop loop = EventLoop.running();
        return loop == null
                ? (Task<?>) SLOTS.get()[CURRENT]
                : LiveTasks.of(loop).current();
    }

    /** What the current context of this thread, on which no loop is running, is held by: see {@link CurrentContext#get}. */
    static @Nullable Object contextOutside() {
        @Nullable Object[] slots = SLOTS.get();
        return slots[CURRENT] instanceof Task<?> task ? task.context : slots[CONTEXT];
    }

    /**
     * Makes {@code task} the current one, or with null none or the one that has its turn; returns what to put back: the one that was
     * made it before, or null.
     *
     * @param running the loop that is running on this thread. Who puts the task before back names the same again: meanwhile a
     *     loop may have come to the thread, if that is a host's, or left it
     */
    static @Nullable Task<?> swap(@Nullable EventLoop running, @Nullable Task<?> task) {
        if (running != null) {
            return LiveTasks.of(running).enter(task);
        }
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

    /** Sets the context of this thread, for what is neither a task nor a callback of a loop. */
    static void setThreadContext(@Nullable Object context) {
        SLOTS.get()[CONTEXT] = context;
    }

    /** The work for a task that this thread, one of an executor, is doing; null if it is not. */
    static @Nullable ThreadLeaf<?> work() {
        return (ThreadLeaf<?>) SLOTS.get()[WORK];
    }

    static void setWork(@Nullable ThreadLeaf<?> work) {
        SLOTS.get()[WORK] = work;
    }

    static void setDeferred(@Nullable ArrayDeque<DetachedTask<?>> deferred) {
        SLOTS.get()[DEFERRED] = deferred;
    }
}
