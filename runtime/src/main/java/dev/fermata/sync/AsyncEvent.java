package dev.fermata.sync;

import dev.fermata.Awaitable;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.WaitQueue;
import dev.fermata.internal.sync.Waiting;
import org.jspecify.annotations.Nullable;

/** A flag that tasks wait for, asyncio's {@code Event}. Can be set and cleared any number of times. */
public final class AsyncEvent {

    private final WaitQueue<@Nullable Void> queue = new WaitQueue<>(this);
    private final Arrival arrival = new Arrival();
    private boolean set;

    /** Makes an event that is not set. Any thread. */
    public AsyncEvent() {}

    /** Waits until the event is set; not at all if it is. */
    public Awaitable<@Nullable Void> await() {
        return arrival;
    }

    /** Sets the event. Everybody who waits now goes on, in the order of their coming, even if it is cleared at once. */
    public void set() {
        queue.checkThread();
        set = true;
        queue.completeAll(null);
    }

    /** Clears the event. */
    public void clear() {
        queue.checkThread();
        set = false;
    }

    /** True if the event is set. */
    public boolean isSet() {
        return set;
    }

    /** How many tasks wait for the event. */
    public int waiting() {
        return queue.size();
    }

    @Override
    public String toString() {
        return "AsyncEvent[" + (set ? "set" : "not set") + ", waiting " + waiting() + "]";
    }

    private final class Arrival extends QueuedOperation<@Nullable Void> {

        @Override
        public @Nullable Object attempt() {
            queue.checkThread();
            return set ? null : WAIT;
        }

        @Override
        public void enqueue(Waiting<@Nullable Void> waiting) {
            queue.add(waiting);
        }

        @Override
        public String toString() {
            return AsyncEvent.this.toString();
        }
    }
}
