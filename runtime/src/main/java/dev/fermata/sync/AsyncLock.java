package dev.fermata.sync;

import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.WaitQueue;
import dev.fermata.internal.sync.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * A lock that tasks hold across awaits, asyncio's {@code Lock}. Fair, and not reentrant: a task that acquires it twice waits
 * for itself.
 *
 * <p>Code between two awaits needs no lock; nothing else runs there.
 */
public final class AsyncLock {

    final WaitQueue<Held> queue = new WaitQueue<>(this);
    private final Runnable release = this::release;
    private final Acquire acquire = new Acquire();
    private boolean locked;

    /** Makes a lock that is free. Any thread. */
    public AsyncLock() {}

    /**
     * Waits for the lock. The result gives it back when it is closed; {@link #release()} does the same: use one of the two.
     */
    public Awaitable<Held> acquire() {
        return acquire;
    }

    /** Takes the lock if that takes no wait. */
    public boolean tryAcquire() {
        queue.checkThread();
        boolean free = !locked;
        locked = true;
        return free;
    }

    /**
     * Gives the lock to the task that has waited longest, or sets it free.
     *
     * @throws IllegalStateException if it is free
     */
    public void release() {
        queue.checkThread();
        if (!locked) {
            throw new IllegalStateException("released without being held: " + this);
        }
        Waiting<Held> next = queue.poll();
        if (next == null) {
            locked = false;
        } else {
            next.complete(new Held(release));
        }
    }

    /** A coroutine that awaits {@code body} while it holds the lock, and has its outcome. */
    public <T extends @Nullable Object> Coroutine<T> withLock(Awaitable<? extends T> body) {
        return GuardedCall.of(acquire, body);
    }

    /** True if somebody holds the lock. */
    public boolean isLocked() {
        return locked;
    }

    /** How many tasks wait for the lock. */
    public int waiting() {
        return queue.size();
    }

    /** Gives the lock to {@code waiting}, at once or in its turn. */
    void handTo(Waiting<Held> waiting) {
        if (locked) {
            queue.add(waiting);
        } else {
            locked = true;
            waiting.complete(new Held(release));
        }
    }

    @Override
    public String toString() {
        return "AsyncLock[" + (locked ? "locked" : "free") + ", waiting " + waiting() + "]";
    }

    private final class Acquire extends QueuedOperation<Held> {

        @Override
        public @Nullable Object attempt() {
            return tryAcquire() ? new Held(release) : WAIT;
        }

        @Override
        public void enqueue(Waiting<Held> waiting) {
            queue.add(waiting);
        }

        @Override
        public String toString() {
            return AsyncLock.this.toString();
        }
    }
}
