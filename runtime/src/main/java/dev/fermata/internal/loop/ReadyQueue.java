package dev.fermata.internal.loop;

import dev.fermata.Task;
import dev.fermata.loop.Step;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The steps that are to run next, in order: a ring in an array, which shrinks when a burst is over. One that was {@linkplain
 * #begin begun} stays in its place until it {@linkplain #end ends}.
 */
final class ReadyQueue {

    private static final int SMALLEST = 64;

    private Step[] ring = new Step[SMALLEST];

    /** How many steps were removed, and how many added: their places, but for the higher bits. */
    private int head;

    private int tail;

    int size() {
        return tail - head;
    }

    boolean isEmpty() {
        return head == tail;
    }

    /**
     * Changes with every step that is removed, and comes back to a value only after 2³² of them. On other threads it may be
     * late, but not for long.
     */
    int position() {
        return head;
    }

    void add(Step step) {
        Objects.requireNonNull(step, "step");
        if (tail - head == ring.length - 1) { // the last place is the one that has begun
            enlarge();
        }
        ring[tail & (ring.length - 1)] = step;
        tail++;
    }

    /** Removes and returns the oldest step; there must be one. */
    Step remove() {
        Step step = begin();
        end();
        return step;
    }

    /** As {@link #remove}, but {@link #begun} knows the step until {@link #end} is called. */
    Step begin() {
        return ring[head++ & (ring.length - 1)];
    }

    /** Ends the step that has begun, if one has. */
    @SuppressWarnings("NullAway") // an empty place is never read
    void end() {
        ring[(head - 1) & (ring.length - 1)] = null;
    }

    /** The step that has begun and not ended; null if none has. */
    @Nullable
    Step begun() {
        return ring[(head - 1) & (ring.length - 1)];
    }

    /**
     * Permutes the tasks among the places that tasks have; callbacks and timers stay where they are, since their order is
     * promised.
     *
     * @param choice given n, returns a number from 0 to n - 1
     */
    void permuteTasks(IntUnaryOperator choice) {
        int[] places = new int[size()];
        int tasks = 0;
        for (int i = 0; i < size(); i++) {
            int place = (head + i) & (ring.length - 1);
            if (ring[place] instanceof Task) {
                places[tasks++] = place;
            }
        }
        for (int left = tasks; left > 1; left--) {
            int chosen = places[choice.applyAsInt(left)];
            int last = places[left - 1];
            Step moved = ring[chosen];
            ring[chosen] = ring[last];
            ring[last] = moved;
        }
    }

    /** Gives back memory that a burst of steps has taken. */
    void trim() {
        if (isEmpty() && ring.length > 1024) {
            ring = new Step[SMALLEST];
        }
    }

    /** Hands all steps to {@code sink}, in order, and gives their memory back. */
    void clear(Consumer<Step> sink) {
        while (!isEmpty()) {
            sink.accept(remove());
        }
        ring = new Step[SMALLEST];
    }

    /** Doubles the ring, which is full: then each step lies at its old place or a ring's length above it. */
    private void enlarge() {
        Step[] smaller = ring;
        Step[] larger = new Step[smaller.length * 2];
        for (int i = head - 1; i != tail; i++) {
            larger[i & (larger.length - 1)] = smaller[i & (smaller.length - 1)];
        }
        ring = larger;
    }
}
