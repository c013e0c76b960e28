package dev.fermata.internal.loop;

import dev.fermata.loop.Step;
import java.util.Arrays;

/**
 * Timers, earliest first, equal deadlines in the order in which they were added: a binary heap. Owned by the loop's thread.
 */
final class TimerHeap {

    private static final int SMALLEST = 16;

    private Step[] timers = new Step[SMALLEST];
    private long[] deadlines = new long[SMALLEST];

    /** Their places among timers of the same deadline. */
    private long[] numbers = new long[SMALLEST];

    private int size;
    private long added;

    int size() {
        return size;
    }

    void add(Step timer, long deadline) {
        if (size == timers.length) {
            timers = Arrays.copyOf(timers, size * 2);
            deadlines = Arrays.copyOf(deadlines, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        siftUp(size++, timer, deadline, added++);
    }

    /** The earliest timer; there must be one. */
    Step first() {
        return timers[0];
    }

    /** The deadline of {@link #first}. */
    long firstDeadline() {
        return deadlines[0];
    }

    void removeFirst() {
        int last = --size;
        Step moved = timers[last];
        clear(last);
        if (last > 0) {
            siftDown(moved, deadlines[last], numbers[last]);
        }
    }

    @SuppressWarnings("NullAway") // what lies above size is never read
    private void clear(int index) {
        timers[index] = null;
    }

    private void siftUp(int from, Step timer, long deadline, long number) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) / 2;
            if (!isBefore(deadline, number, parent)) {
                break;
            }
            move(parent, index);
            index = parent;
        }
        set(index, timer, deadline, number);
    }

    private void siftDown(Step timer, long deadline, long number) {
        int index = 0;
        while (2 * index + 1 < size) {
            int child = 2 * index + 1;
            if (child + 1 < size && isBefore(deadlines[child + 1], numbers[child + 1], child)) {
                child++;
            }
            if (isBefore(deadline, number, child)) {
                break;
            }
            move(child, index);
            index = child;
        }
        set(index, timer, deadline, number);
    }

    private boolean isBefore(long deadline, long number, int index) {
        return deadline != deadlines[index] ? deadline < deadlines[index] : number < numbers[index];
    }

    private void move(int from, int to) {
        set(to, timers[from], deadlines[from], numbers[from]);
    }

    private void set(int index, Step timer, long deadline, long number) {
        timers[index] = timer;
        deadlines[index] = deadline;
        numbers[index] = number;
    }
}
