package dev.fermata.sync;

import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.WaitQueue;
import dev.fermata.internal.sync.Waiting;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock, and a place to wait until something that it guards has changed; asyncio's {@code Condition}. Several conditions
 * may share a lock.
 *
 * <pre>{@code
 * try (var held = Await.on(condition.acquire())) {
 *     Await.on(condition.awaitUntil(() -> !orders.isEmpty()));
 *     serve(orders.remove());
 * }
 * }</pre>
 *
 * <p>A task that is notified moves from the queue of the condition to that of the lock, and goes on when it holds the lock.
 * A cancellation that comes before it was notified moves it there too, and is thrown when it holds the lock. One that
 * comes after it was notified does not take the notification away from it: the await returns, and the next one throws.
 */
public final class AsyncCondition {

    private final AsyncLock lock;
    private final WaitQueue<Held> queue = new WaitQueue<>(this);
    private final Notification notification = new Notification();

    /** Makes a condition with a lock of its own. Any thread. */
    public AsyncCondition() {
        this(new AsyncLock());
    }

    /** Makes a condition with {@code lock}. Any thread. */
    public AsyncCondition(AsyncLock lock) {
        this.lock = Objects.requireNonNull(lock, "lock");
    }

    /** The lock. */
    public AsyncLock lock() {
        return lock;
    }

    /** Waits for the lock, as {@link AsyncLock#acquire}. */
    public Awaitable<Held> acquire() {
        return lock.acquire();
    }

    /** Gives the lock back, as {@link AsyncLock#release}. */
    public void release() {
        lock.release();
    }

    /**
     * Gives the lock back, waits to be notified, and waits for the lock again; it is held again however the await ends.
     * The await throws {@link IllegalStateException} if the lock is free.
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Awaitable<@Nullable Void> await() {
        return (Awaitable) notification; // its result is always null, see Notification
    }

    /**
     * Waits, as {@link #await} does, until {@code condition} is true; not at all if it is true now, and then the lock need
     * not be held. It is called while the lock is held, on the thread of the task, and what it throws is thrown.
     */
    public Coroutine<@Nullable Void> awaitUntil(BooleanSupplier condition) {
        Objects.requireNonNull(condition, "condition");
        return PredicateWait.of(this, null, condition);
    }

    /** As {@link #awaitUntil}, until {@code source} gives something else than null; returns that. */
    public <T> Coroutine<T> awaitValue(Supplier<? extends @Nullable T> source) {
        Objects.requireNonNull(source, "source");
        return PredicateWait.of(this, source, () -> false);
    }

    /**
     * Notifies the task that has waited longest, if any waits.
     *
     * @throws IllegalStateException if the lock is free
     */
    public void notifyOne() {
        notifyNext(1);
    }

    /**
     * Notifies the {@code count} tasks that have waited longest, or all if there are fewer.
     *
     * @throws IllegalArgumentException if {@code count} is negative
     * @throws IllegalStateException if the lock is free
     */
    public void notifyNext(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("negative count: " + count);
        }
        queue.checkThread();
        checkHeld();
        for (int left = Math.min(count, queue.size()); left > 0; left--) {
            Waiting<Held> next = Objects.requireNonNull(queue.poll());
            next.decideDone();
            lock.handTo(next);
        }
    }

    /**
     * Notifies everybody who waits.
     *
     * @throws IllegalStateException if the lock is free
     */
    public void notifyEveryone() {
        notifyNext(Integer.MAX_VALUE);
    }

    /** How many tasks wait to be notified. */
    public int waiting() {
        return queue.size();
    }

    private void checkHeld() {
        if (!lock.isLocked()) {
            throw new IllegalStateException("the lock has to be held: " + this);
        }
    }

    @Override
    public String toString() {
        return "AsyncCondition[" + (lock.isLocked() ? "locked" : "free") + ", waiting " + waiting() + ", for the lock "
                + lock.waiting() + "]";
    }

    /**
     * A wait in two queues, one after the other. It is completed by the lock, with a {@link Held} that nobody sees: the
     * outcome, null or the cancellation, is decided when the first queue is left.
     */
    private final class Notification extends QueuedOperation<Held> {

        @Override
        public boolean canBeGivenUp() {
            return false;
        }

        @Override
        public Object attempt() {
            queue.checkThread();
            checkHeld();
            return WAIT;
        }

        @Override
        public void enqueue(Waiting<Held> waiting) {
            lock.queue.checkLoop(waiting.task().loop());
            queue.add(waiting);
            lock.release();
        }

        @Override
        public boolean interrupted(Waiting<Held> waiting) {
            if (waiting.queue() == queue) {
                queue.remove(waiting);
                waiting.decideCancelled();
                lock.handTo(waiting);
            }
            return true;
        }

        @Override
        public String toString() {
            return AsyncCondition.this.toString();
        }
    }
}
