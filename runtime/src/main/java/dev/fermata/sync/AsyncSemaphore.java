package dev.fermata.sync;

import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.WaitQueue;
import dev.fermata.internal.sync.Waiting;
import org.jspecify.annotations.Nullable;

/** A number of permits that tasks take and give back, asyncio's {@code Semaphore} and {@code BoundedSemaphore}. */
public final class AsyncSemaphore {

    private final WaitQueue<Held> queue = new WaitQueue<>(this);
    private final Runnable release = this::release;
    private final Acquire acquire = new Acquire();
    private final int bound;
    private int permits;

    /**
     * Makes a semaphore; {@link #release} may raise its permits above {@code permits}. Any thread.
     *
     * @param permits how many may be taken, 0 or more
     * @throws IllegalArgumentException if that is negative
     */
    public AsyncSemaphore(int permits) {
        this(permits, Integer.MAX_VALUE);
    }

    private AsyncSemaphore(int permits, int bound) {
        if (permits < 0) {
            throw new IllegalArgumentException("negative permits: " + permits);
        }
        this.permits = permits;
        this.bound = bound;
    }

    /**
     * Makes a semaphore that never has more than {@code permits}: a {@link #release} too many throws. Any thread.
     *
     * @throws IllegalArgumentException if {@code permits} is negative
     */
    public static AsyncSemaphore bounded(int permits) {
        return new AsyncSemaphore(permits, permits);
    }

    /**
     * Waits for a permit. The result gives it back when it is closed; {@link #release()} does the same: use one of the two.
     */
    public Awaitable<Held> acquire() {
        return acquire;
    }

    /** Takes a permit if that takes no wait. */
    public boolean tryAcquire() {
        queue.checkThread();
        if (permits == 0) {
            return false;
        }
        permits--;
        return true;
    }

    /**
     * Gives a permit to the task that has waited longest, or adds it to those that may be taken.
     *
     * @throws IllegalStateException if there would be more than the bound
     */
    public void release() {
        queue.checkThread();
        Waiting<Held> next = queue.poll();
        if (next != null) {
            next.complete(new Held(release));
        } else if (permits == bound) {
            throw new IllegalStateException("released more often than acquired: " + this);
        } else {
            permits++;
        }
    }

    /** A coroutine that awaits {@code body} while it holds a permit, and has its outcome. */
    public <T extends @Nullable Object> Coroutine<T> withPermit(Awaitable<? extends T> body) {
        return GuardedCall.of(acquire, body);
    }

    /** How many permits can be taken without a wait. */
    public int available() {
        return permits;
    }

    /** How many tasks wait for a permit. */
    public int waiting() {
        return queue.size();
    }

    @Override
    public String toString() {
        return "AsyncSemaphore[available " + permits + ", waiting " + waiting() + "]";
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
            return AsyncSemaphore.this.toString();
        }
    }
}
