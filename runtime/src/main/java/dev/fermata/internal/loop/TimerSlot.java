package dev.fermata.internal.loop;

import dev.fermata.loop.Step;
import org.jspecify.annotations.Nullable;

/**
 * The timers in one slot of a {@link TimerWheel}, in the order of their creation: a list of arrays, each larger than the
 * one before. So adding one writes to one place in memory, and going through them reads it in order; timers that are linked
 * with each other would be written to, and looked up, all over the heap.
 *
 * <p>Cancelled timers are {@linkplain #sweep swept} out when they are the greater part.
 */
final class TimerSlot {

    private static final int SMALLEST = 4;
    private static final int LARGEST = 512;

    private final Chunk first = new Chunk(SMALLEST);
    private Chunk last = first;
    private int size;
    private int cancelled;

    /** Some timers. */
    private static final class Chunk {
        private final Step[] timers;
        private final long[] deadlines;
        private int size;
        private @Nullable Chunk next;

        Chunk(int capacity) {
            timers = new Step[capacity];
            deadlines = new long[capacity];
        }
    }

    /** Receives timers. */
    @FunctionalInterface
    interface Sink {
        void accept(Step timer, long deadline);
    }

    /** How many timers are here, with those that were cancelled and not yet swept out. */
    int size() {
        return size;
    }

    /** True if it is worth while to use this again, once empty. */
    boolean isSmall() {
        return first == last;
    }

    void add(Step timer, long deadline) {
        Chunk chunk = last;
        if (chunk.size == chunk.timers.length) {
            chunk = new Chunk(Math.min(LARGEST, 2 * chunk.size));
            last.next = chunk;
            last = chunk;
        }
        chunk.timers[chunk.size] = timer;
        chunk.deadlines[chunk.size++] = deadline;
        size++;
    }

    /** Notes that one of the timers was cancelled; returns true if it is time to {@link #sweep}. */
    boolean noteCancelled() {
        return 2 * ++cancelled > size;
    }

    /** Takes the cancelled ones out. */
    void sweep() {
        cancelled = 1; // so that all are looked at
        TimerSlot kept = new TimerSlot();
        clear(kept::add);
        kept.clear(this::add);
    }

    /** Hands all timers to {@code sink}, except those that were cancelled, and empties this. */
    void clear(Sink sink) {
        boolean allWanted = cancelled == 0;
        int firstSize = first.size;
        for (Chunk chunk = first; chunk != null; chunk = chunk.next) {
            for (int i = 0; i < chunk.size; i++) {
                Step timer = chunk.timers[i];
                if (allWanted || !StepAccess.isCancelled(timer)) {
                    sink.accept(timer, chunk.deadlines[i]);
                }
            }
        }
        forget(firstSize);
    }

    @SuppressWarnings("NullAway") // what lies above the size is never read
    private void forget(int firstSize) {
        for (int i = 0; i < firstSize; i++) {
            first.timers[i] = null;
        }
        first.size = 0;
        first.next = null;
        last = first;
        size = 0;
        cancelled = 0;
    }

    /** The first deadline of those not cancelled, or {@code otherwise} if it would take a look at more than {@code most}. */
    long firstDeadline(int most, long otherwise) {
        long earliest = LoopClock.NEVER;
        int looks = 0;
        for (Chunk chunk = first; chunk != null; chunk = chunk.next) {
            for (int i = 0; i < chunk.size; i++) {
                if (looks++ == most) {
                    return otherwise;
                }
                if (!StepAccess.isCancelled(chunk.timers[i])) {
                    earliest = Math.min(earliest, chunk.deadlines[i]);
                }
            }
        }
        return earliest;
    }
}
