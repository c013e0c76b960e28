package dev.fermata;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a promise, in order: waiting tasks and done-callbacks. One stands for itself, several are in a
 * list, so that the usual case takes no memory.
 */
final class Waiters {

    private static final class Several extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
    }

    private Waiters() {}

    static Object add(@Nullable Object waiters, Object added) {
        if (waiters == null) {
            return added;
        }
        if (waiters instanceof Several several) {
            several.add(added);
            return several;
        }
        Several several = new Several();
        several.add(waiters);
        several.add(added);
        return several;
    }

    static @Nullable Object remove(@Nullable Object waiters, Object removed) {
        if (waiters instanceof Several several) {
            several.removeIf(waiter -> waiter == removed);
            return several;
        }
        return waiters == removed ? null : waiters;
    }

    /** The callbacks among {@code waiters}, as a copy. */
    static List<DoneCallback<?>> callbacks(@Nullable Object waiters) {
        List<DoneCallback<?>> found = new ArrayList<>();
        if (waiters instanceof Several several) {
            for (Object waiter : several) {
                if (waiter instanceof DoneCallback<?> callback) {
                    found.add(callback);
                }
            }
        } else if (waiters instanceof DoneCallback<?> callback) {
            found.add(callback);
        }
        return found;
    }

    static void fireAll(@Nullable Object waiters) {
        if (waiters instanceof LoopTask<?> task) { // nearly always
            task.wake();
        } else if (waiters instanceof Several several) {
            several.forEach(Waiters::fire);
        } else if (waiters != null) {
            fire(waiters);
        }
    }

    private static void fire(Object waiter) {
        if (waiter instanceof Task<?> task) {
            task.wake();
        } else if (waiter instanceof DoneCallback<?> callback) {
            callback.fire();
        }
    }
}
