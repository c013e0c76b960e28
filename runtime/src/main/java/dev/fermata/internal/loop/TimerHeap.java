package dev.fermata.internal.loop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop, earliest first, equal deadlines in the order of their creation: a binary heap.
 *
 * <p>A cancelled timer stays until it comes to the top, or until most of the heap is cancelled: then all of them are
 * thrown out at once. Owned by the loop's thread.
 */
final class TimerHeap {

    private static final int PURGE_FROM = 100;

    private Timer[] heap = new Timer[16];
    private int size;
    private long created;
    private int cancelled;

    int size() {
        return size;
    }

    void add(Timer timer) {
        purgeIfMostlyCancelled();
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        timer.heap = this;
        timer.number = created++;
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
        Timer first = heap[0];
        forget(first);
        Timer last = heap[--size];
        clear(size);
        if (size > 0) {
            siftDown(0, last);
        }
    }

    /** Called when {@code timer} was cancelled. */
    void noteCancelled(Timer timer) {
        if (timer.heap == this && !timer.counted) {
            timer.counted = true;
            cancelled++;
        }
    }

    private void forget(Timer timer) {
        timer.heap = null;
        if (timer.counted) {
            cancelled--;
        }
    }

    void purgeIfMostlyCancelled() {
        if (size < PURGE_FROM || cancelled * 2 <= size) {
            return;
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            Timer timer = heap[i];
            if (timer.isCancelled()) {
                forget(timer);
            } else {
                heap[kept++] = timer;
            }
        }
        for (int i = kept; i < size; i++) {
            clear(i);
        }
        size = kept;
        for (int i = size / 2 - 1; i >= 0; i--) {
            siftDown(i, heap[i]);
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

    private void siftDown(int from, Timer timer) {
        int index = from;
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
