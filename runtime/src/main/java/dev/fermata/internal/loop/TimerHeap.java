package dev.fermata.internal.loop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers that are near, earliest first, equal deadlines in the order of their creation: a binary heap. A cancelled
 * timer stays until it comes to the top. Owned by the loop's thread.
 */
final class TimerHeap {

    private Timer[] heap = new Timer[16];
    private int size;

    int size() {
        return size;
    }

    void add(Timer timer) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        siftUp(size++, timer);
    }

    /** The earliest timer that is not cancelled, or null. */
    @Nullable
    Timer peek() {
        while (size > 0 && heap[0].isCancelled()) {
            removeFirst();
        }
        return size == 0 ? null : heap[0];
    }

    /** Removes what {@link #peek} returned. */
    void removeFirst() {
        Timer last = heap[--size];
        clear(size);
        if (size > 0) {
            siftDown(last);
        }
    }

    @SuppressWarnings("NullAway") // what lies above size is never read
    private void clear(int index) {
        heap[index] = null;
    }

    private void siftUp(int from, Timer timer) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) / 2;
            if (!timer.isBefore(heap[parent])) {
                break;
            }
            heap[index] = heap[parent];
            index = parent;
        }
        heap[index] = timer;
    }

    private void siftDown(Timer timer) {
        int index = 0;
        while (2 * index + 1 < size) {
            int child = 2 * index + 1;
            if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
                child++;
            }
            if (!heap[child].isBefore(timer)) {
                break;
            }
            heap[index] = heap[child];
            index = child;
        }
        heap[index] = timer;
    }
}
