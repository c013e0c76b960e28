package dev.fermata.sync;

import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.WaitQueue;
import dev.fermata.internal.sync.Waiting;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many tasks do something at the same time, Trio's {@code CapacityLimiter}. It differs from a semaphore in that
 * it knows who has borrowed its tokens, that a task can have one only, and that their number can be changed.
 */
public final class CapacityLimiter {

    private final WaitQueue<Held> queue = new WaitQueue<>(this);
    private final Acquire acquire = new Acquire();
    private final Set<Task<?>> borrowers = new HashSet<>();
    private int total;

    /**
     * Makes a limiter. Any thread.
     *
     * @param total how many tokens there are, 0 or more
     * @throws IllegalArgumentException if that is negative
     */
    public CapacityLimiter(int total) {
        this.total = checked(total);
    }

    private static int checked(int total) {
        if (total < 0) {
            throw new IllegalArgumentException("negative total: " + total);
        }
        return total;
    }

    /**
     * Waits for a token, which the running task borrows until it closes the result. The await throws
     * {@link IllegalStateException} if the task has one already.
     */
    public Awaitable<Held> acquire() {
        return acquire;
    }

    /** A coroutine that awaits {@code body} while it has a token, and has its outcome. */
    public <T extends @Nullable Object> Coroutine<T> withToken(Awaitable<? extends T> body) {
        return GuardedCall.of(acquire, body);
    }

    /**
     * Changes the number of tokens. If more are borrowed, they can be kept, and are not lent again when they come back.
     *
     * @throws IllegalArgumentException if {@code total} is negative
     */
    public void setTotal(int total) {
        queue.checkThread();
        this.total = checked(total);
        lendToWaiting();
    }

    /** How many tokens there are. */
    public int total() {
        return total;
    }

    /** How many tokens are borrowed; it may be more than there are now. */
    public int borrowed() {
        return borrowers.size();
    }

    /** How many tokens can be borrowed without a wait. */
    public int available() {
        return Math.max(0, total - borrowers.size());
    }

    /** Who has a token now. */
    public Set<Task<?>> borrowers() {
        return Set.copyOf(borrowers);
    }

    /** How many tasks wait for a token. */
    public int waiting() {
        return queue.size();
    }

    private Held lendTo(Task<?> borrower) {
        borrowers.add(borrower);
        return new Held(() -> takeBackFrom(borrower));
    }

    private void takeBackFrom(Task<?> borrower) {
        queue.checkThread();
        borrowers.remove(borrower);
        lendToWaiting();
    }

    private void lendToWaiting() {
        while (available() > 0 && !queue.isEmpty()) {
            Waiting<Held> next = Objects.requireNonNull(queue.poll());
            next.complete(lendTo(next.task()));
        }
    }

    @Override
    public String toString() {
        return "CapacityLimiter[borrowed " + borrowed() + " of " + total + ", waiting " + waiting() + "]";
    }

    private final class Acquire extends QueuedOperation<Held> {

        @Override
        public Object attempt() {
            queue.checkThread();
            Task<?> borrower = Tasks.current();
            if (borrowers.contains(borrower)) {
                throw new IllegalStateException(borrower + " has a token already of " + CapacityLimiter.this);
            }
            return available() > 0 ? lendTo(borrower) : WAIT;
        }

        @Override
        public void enqueue(Waiting<Held> waiting) {
            queue.add(waiting);
        }

        @Override
        public String toString() {
            return CapacityLimiter.this.toString();
        }
    }
}
