package dev.fermata.internal.loop;

import dev.fermata.loop.Step;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way into a loop from other threads, and the only class here that several threads touch.
 *
 * <p>A lock-free stack, emptied in one go. Its top also says what the loop does:
 *
 * <ul>
 *   <li>null: the loop is awake, nothing was posted;
 *   <li>a posted step: the loop is awake, or has been woken by whoever posted the first one;
 *   <li>{@link #PARKED}: the loop's thread sleeps; who posts next replaces it and wakes the thread, once per batch;
 *   <li>{@link #CLOSED}: nothing is accepted any more.
 * </ul>
 *
 * <p>The loop parks only after it has replaced null by PARKED, so a step posted before that stops it from parking, and
 * one posted later finds PARKED: no wake-up is lost, whatever else uses the thread's parking permit.
 */
final class Inbox {

    /** Compared by identity: two nodes are never equal. */
    private static final class Node {
        private final @Nullable Step step;
        private final @Nullable Node next;

        Node(@Nullable Step step, @Nullable Node next) {
            this.step = step;
            this.next = next;
        }
    }

    private static final Node PARKED = new Node(null, null);
    private static final Node CLOSED = new Node(null, null);

    private final AtomicReference<@Nullable Node> top = new AtomicReference<>();
    private volatile @Nullable Thread sleeper;

    /** Adds {@code step}; returns false if the inbox is closed. Any thread. */
    boolean post(Step step) {
        while (true) {
            Node seen = top.get();
            if (seen == CLOSED) {
                return false;
            }
            if (top.compareAndSet(seen, new Node(step, seen == PARKED ? null : seen))) {
                if (seen == PARKED) {
                    LockSupport.unpark(sleeper);
                }
                return true;
            }
        }
    }

    boolean isEmpty() {
        return top.get() == null;
    }

    /** Hands everything posted so far to {@code sink}, oldest first. */
    void drain(Consumer<Step> sink) {
        if (top.get() == null) {
            return;
        }
        Node reversed = null;
        for (Node node = top.getAndSet(null); node != null; node = node.next) {
            reversed = new Node(node.step, reversed);
        }
        for (Node node = reversed; node != null; node = node.next) {
            if (node.step != null) {
                sink.accept(node.step);
            }
        }
    }

    /**
     * Sleeps until a step is posted, {@code nanos} have passed or the thread is interrupted; {@link Long#MAX_VALUE}
     * sleeps without a limit.
     */
    void park(long nanos) {
        if (nanos <= 0) {
            return;
        }
        sleeper = Thread.currentThread();
        if (!top.compareAndSet(null, PARKED)) {
            return;
        }
        long start = System.nanoTime();
        long left = nanos;
        while (top.get() == PARKED && left > 0 && !Thread.currentThread().isInterrupted()) {
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, left);
                left = nanos - (System.nanoTime() - start);
            }
        }
        top.compareAndSet(PARKED, null);
    }

    /** Refuses everything from now on and drops what is there. */
    void close() {
        top.set(CLOSED);
    }
}
