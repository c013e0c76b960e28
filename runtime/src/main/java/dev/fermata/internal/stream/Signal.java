package dev.fermata.internal.stream;

import dev.fermata.Awaitable;
import org.jspecify.annotations.Nullable;

/**
 * How other threads tell a task that there may be something to do. One task awaits it, and looks for itself what has changed;
 * a signal that came before is not lost.
 */
final class Signal {

    private boolean set;
    private Awaitable.@Nullable Waiter<? super @Nullable Void> waiting;

    /** Wakes the task, or lets its next await pass. Any thread. */
    void set() {
        Awaitable.Waiter<? super @Nullable Void> waiter;
        synchronized (this) {
            waiter = waiting;
            waiting = null;
            set = waiter == null;
        }
        if (waiter != null && !waiter.complete(Values.as(null))) {
            synchronized (this) {
                set = true;
            }
        }
    }

    /** Awaits the signal, and takes it. */
    Awaitable<@Nullable Void> await() {
        return this::await;
    }

    private void await(Awaitable.Waiter<? super @Nullable Void> waiter) {
        synchronized (this) {
            if (!set) {
                waiting = waiter;
            }
            set = false;
            if (waiting == waiter) {
                waiter.onCancel(() -> forget(waiter));
                return;
            }
        }
        waiter.complete(Values.as(null));
    }

    private synchronized void forget(Awaitable.Waiter<?> waiter) {
        if (waiting == waiter) {
            waiting = null;
        }
    }

    @Override
    public String toString() {
        return "a signal from another thread";
    }
}
