package dev.fermata.sync;

import dev.fermata.Awaitable;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.WaitQueue;
import dev.fermata.internal.sync.Waiting;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;

/**
 * A point that a number of tasks pass together, again and again; asyncio's {@code Barrier}.
 *
 * <p>When the last of them arrives, all are let through at once: who arrives afterwards counts for the next time, even
 * before the others have taken their turns. A task that is cancelled while it waits is as if it had not arrived.
 */
public final class AsyncBarrier {

    private final WaitQueue<Integer> queue = new WaitQueue<>(this);
    private final Arrival arrival = new Arrival();
    private final int parties;
    private boolean broken;

    /**
     * Makes a barrier. Any thread.
     *
     * @param parties how many tasks pass together, 1 or more
     * @throws IllegalArgumentException if that is less than 1
     */
    public AsyncBarrier(int parties) {
        if (parties < 1) {
            throw new IllegalArgumentException("fewer than one party: " + parties);
        }
        this.parties = parties;
    }

    /**
     * Waits until all have arrived. Returns how many came before, from 0 to {@link #parties} - 1. The await throws
     * {@link BrokenBarrierException} if the barrier is, or meanwhile was, reset or aborted:
     * {@code Await.on(barrier.await(), BrokenBarrierException.class)}.
     */
    public Awaitable<Integer> await() {
        return arrival;
    }

    /** Lets those who wait now fail with a {@link BrokenBarrierException}, and makes the barrier usable if it was not. */
    public void reset() {
        queue.checkThread();
        broken = false;
        queue.failAll(() -> new BrokenBarrierException("the barrier was reset"));
    }

    /** Lets those who wait, and everybody who comes before the next {@link #reset}, fail. */
    public void abort() {
        queue.checkThread();
        broken = true;
        queue.failAll(() -> new BrokenBarrierException("the barrier was aborted"));
    }

    /** How many tasks pass together. */
    public int parties() {
        return parties;
    }

    /** How many have arrived and wait for the others. */
    public int waiting() {
        return queue.size();
    }

    /** True from {@link #abort} to {@link #reset}. */
    public boolean isBroken() {
        return broken;
    }

    @Override
    public String toString() {
        return "AsyncBarrier[" + (broken ? "broken, " : "") + "waiting " + waiting() + " of " + parties + "]";
    }

    private final class Arrival extends QueuedOperation<Integer> {

        @Override
        public boolean canBeGivenUp() {
            return false;
        }

        @Override
        public Object attempt() throws BrokenBarrierException {
            queue.checkThread();
            if (broken) {
                throw new BrokenBarrierException("the barrier was aborted");
            }
            if (queue.size() < parties - 1) {
                return WAIT;
            }
            for (int index = 0; index < parties - 1; index++) {
                Objects.requireNonNull(queue.poll()).complete(index);
            }
            return parties - 1;
        }

        @Override
        public void enqueue(Waiting<Integer> waiting) {
            queue.add(waiting);
        }

        @Override
        public String toString() {
            return AsyncBarrier.this.toString();
        }
    }
}
