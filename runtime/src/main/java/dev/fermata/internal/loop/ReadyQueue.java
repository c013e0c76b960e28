package dev.fermata.internal.loop;

import dev.fermata.Task;
import dev.fermata.loop.Step;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/** The steps that are to run next, in order: a ring in an array, which shrinks when a burst is over. */
final class ReadyQueue {

    private static final int SMALLEST = 64;

    private Step[] ring = new Step[SMALLEST];
    private int head;
    private int size;

    int size() {
        return size;
    }

    /** Changes with every step that is removed. On other threads it may be late, but not for long. */
    int position() {
        return head;
    }

    void add(Step step) {
        Objects.requireNonNull(step, "step");
        if (size == ring.length) {
            resize(size * 2);
        }
        ring[(head + size++) & (ring.length - 1)] = step;
    }

    /** Removes and returns the oldest step; there must be one. */
    @SuppressWarnings("NullAway") // an empty place is never read
    Step remove() {
        Step step = ring[head];
        ring[head] = null;
        head = (head + 1) & (ring.length - 1);
        size--;
        return step;
    }

    /**
     * Permutes the tasks among the places that tasks have; callbacks and timers stay where they are, since their order is
     * promised.
     *
     * @param choice given n, returns a number from 0 to n - 1
     */
    void permuteTasks(IntUnaryOperator choice) {
        int[] places = new int[size];
        int tasks = 0;
        for (int i = 0; i < size; i++) {
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
        if (size == 0 && ring.length > 1024) {
            ring = new Step[SMALLEST];
            head = 0;
        }
    }

    void clear() {
        ring = new Step[SMALLEST];
        head = 0;
        size = 0;
    }

    private void resize(int length) {
        Step[] larger = Arrays.copyOf(ring, length);
        int wrapped = head;
        System.arraycopy(ring, head, larger, 0, size - wrapped);
        System.arraycopy(ring, 0, larger, size - wrapped, wrapped);
        ring = larger;
        head = 0;
        Arrays.fill(ring, size, length, null);
    }
}
