package dev.fermata.internal.loop;

import dev.fermata.loop.Step;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way into a loop from other threads, and the only class here that several threads touch.
 *
 * <p>A lock-free stack, emptied in one go and turned round. Callbacks carry its links themselves, everything else is put
 * into a {@link Parcel}. Its top also says what the loop does:
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

    /** A step that has no room for a link: a task, for example, as tasks are to be small and are posted seldom. */
    private static final class Parcel extends Step {
        private final @Nullable Step content;
        private @Nullable Step next;

        Parcel(@Nullable Step content) {
            this.content = content;
        }

        @Override
        protected void turn() {
            throw new IllegalStateException("still wrapped");
        }
    }

    private static final Step PARKED = new Parcel(null);
    private static final Step CLOSED = new Parcel(null);

    private static final int TOP = 16;

    /** The stack's top, at {@link #TOP}; around it is room, so that nothing else shares its cache line. */
    private final AtomicReferenceArray<@Nullable Step> top = new AtomicReferenceArray<>(2 * TOP);

    private volatile @Nullable Thread sleeper;

    /** Adds {@code step}, which is not in an inbox; returns false if the inbox is closed. Any thread. */
    boolean post(Step step) {
        Step link = step instanceof Callback ? step : new Parcel(step);
        while (true) {
            Step seen = top.get(TOP);
            if (seen == CLOSED) {
                return false;
            }
            setNext(link, seen == PARKED ? null : seen);
            if (top.compareAndSet(TOP, seen, link)) {
                if (seen == PARKED) {
                    LockSupport.unpark(sleeper);
                }
                return true;
            }
        }
    }

    private static @Nullable Step next(Step link) {
        return link instanceof Callback callback ? callback.next : ((Parcel) link).next;
    }

    private static void setNext(Step link, @Nullable Step next) {
        if (link instanceof Callback callback) {
            callback.next = next;
        } else {
            ((Parcel) link).next = next;
        }
    }

    boolean isEmpty() {
        return top.get(TOP) == null;
    }

    /** Hands everything posted so far to {@code sink}, oldest first; returns how much that is. */
    int drain(Consumer<Step> sink) {
        Step seen = top.get(TOP);
        return seen == null || seen == CLOSED ? 0 : handOver(oldestFirst(top.getAndSet(TOP, null)), sink);
    }

    private static @Nullable Step oldestFirst(@Nullable Step newest) {
        Step turned = null;
        for (Step link = newest; link != null; ) {
            Step older = next(link);
            setNext(link, turned);
            turned = link;
            link = older;
        }
        return turned;
    }

    /** Each is taken off the chain before: a handle that somebody keeps must not keep those behind it. */
    private static int handOver(@Nullable Step oldest, Consumer<Step> sink) {
        int count = 0;
        for (Step link = oldest; link != null; ) {
            Step newer = next(link);
            setNext(link, null);
            Step step = link instanceof Parcel parcel ? parcel.content : link;
            if (step != null) {
                sink.accept(step);
            }
            link = newer;
            count++;
        }
        return count;
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
        if (!top.compareAndSet(TOP, null, PARKED)) {
            return;
        }
        long start = System.nanoTime();
        long left = nanos;
        while (top.get(TOP) == PARKED && left > 0 && !Thread.currentThread().isInterrupted()) {
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, left);
                left = nanos - (System.nanoTime() - start);
            }
        }
        top.compareAndSet(TOP, PARKED, null);
    }

    /** Refuses everything from now on; hands what is there to {@code sink}, oldest first. */
    void close(Consumer<Step> sink) {
        handOver(oldestFirst(top.getAndSet(TOP, CLOSED)), sink);
    }
}
