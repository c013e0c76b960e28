package dev.fermata.internal.sync;

import dev.fermata.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait for something, first come, first served: what lies under every lock, queue and barrier.
 *
 * <p><b>Direct hand-over.</b> Whoever has something to give takes the first in the queue and gives it to that one, by
 * {@link Waiting#complete}: from that moment it belongs to the waiter, which has still to take its turn. It is never put
 * down in between, so nobody who comes later can snatch it, and the order in which things are received is the order in
 * which tasks came.
 *
 * <p><b>Why no primitive has compensation code.</b> A task that was given something and is cancelled before its turn
 * receives it all the same, and the cancellation at its next suspension; a task that was given nothing is taken out of
 * the queue. There is no third case, and so no permit or item on its way that somebody would have to put back, which is
 * where the primitives of asyncio had their bugs.
 *
 * <p>What the primitives keep true in return: nobody waits while there is something to give.
 *
 * <p>A queue belongs to one event loop: that of the first task that had to wait. A task of another loop that has to wait
 * gets an {@link IllegalStateException}; so does, from then on, every use on another thread. Until somebody has to wait a
 * queue belongs to nobody, so that primitives can be made, and kept in static fields, outside of any loop.
 *
 * <p>Who leaves a queue early stays in the array until it comes to the front or until most entries are like it; its
 * {@link Waiting#queue} tells it apart. So leaving takes constant time, wherever in the queue.
 *
 * @param <T> the type of what is waited for
 */
public final class WaitQueue<T extends @Nullable Object> {

    private static final int SMALL = 32;

    private final Object owner;
    private final ArrayDeque<Waiting<T>> entries = new ArrayDeque<>(2);
    private int size;
    private @Nullable EventLoop loop;

    /** Makes an empty queue; {@code owner} is what messages speak of. */
    public WaitQueue(Object owner) {
        this.owner = owner;
    }

    /** How many wait. */
    public int size() {
        return size;
    }

    /** True if nobody waits. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** How many entries are kept, with those of who has left early. */
    int kept() {
        return entries.size();
    }

    /** Throws if this belongs to a loop and the caller is not on its thread. */
    public void checkThread() {
        EventLoop home = loop;
        if (home != null && !home.isOwnThread()) {
            throw new IllegalStateException(
                    owner + " belongs to an event loop and was used on another thread; use loop.execute(...)");
        }
    }

    /** As {@link #checkThread()} of both queues. */
    public static void checkThread(WaitQueue<?> one, WaitQueue<?> other) {
        one.checkThread();
        if (other.loop != one.loop) {
            other.checkThread();
        }
    }

    /** Throws unless a task of {@code candidate} may wait here; the first one decides where this belongs. */
    public void checkLoop(@Nullable EventLoop candidate) {
        if (candidate == null) {
            throw new IllegalStateException("waiting for " + owner + " takes an event loop");
        }
        if (loop == null) {
            loop = candidate;
        } else if (loop != candidate) {
            throw new IllegalStateException(owner + " is attached to a different event loop");
        }
    }

    /** Adds {@code waiting} at the end. */
    public void add(Waiting<T> waiting) {
        checkLoop(waiting.task().loop());
        waiting.setQueue(this);
        entries.add(waiting);
        size++;
    }

    /** Takes the first one out, or returns null. */
    public @Nullable Waiting<T> poll() {
        if (size == 0) {
            return null;
        }
        for (Waiting<T> first = entries.poll(); first != null; first = entries.poll()) {
            if (first.queue() == this) {
                first.setQueue(null);
                size--;
                dropDead();
                return first;
            }
        }
        return null;
    }

    /** Takes {@code waiting}, which waits here, out. */
    public void remove(Waiting<?> waiting) {
        if (waiting.queue() != this) {
            throw new IllegalStateException("not waiting for " + owner);
        }
        waiting.setQueue(null);
        size--;
        dropDead();
        if (entries.size() - size > Math.max(size, SMALL)) {
            entries.removeIf(entry -> entry.queue() != this);
        }
    }

    /** Drops those who have left early if there is nobody else. */
    private void dropDead() {
        if (size == 0 && !entries.isEmpty()) {
            entries.clear();
        }
    }

    /** Gives {@code value} to everybody who waits now. */
    public void completeAll(@Nullable T value) {
        for (Waiting<T> next = poll(); next != null; next = poll()) {
            next.complete(value);
        }
    }

    /** Lets everybody who waits now fail. */
    public void failAll(Failure failure) {
        for (Waiting<T> next = poll(); next != null; next = poll()) {
            next.fail(failure.make());
        }
    }

    /** Lets those who wait now and meet {@code condition} fail; the others keep their order. */
    public void failIf(Predicate<? super Waiting<T>> condition, Failure failure) {
        for (Waiting<T> next : List.copyOf(entries)) {
            if (next.queue() == this && condition.test(next)) {
                remove(next);
                next.fail(failure.make());
            }
        }
    }

    /** Makes the exception for one of those who fail. */
    @FunctionalInterface
    public interface Failure {
        /** Makes one; each has its own, since who catches it may add to it. */
        Exception make();
    }
}
