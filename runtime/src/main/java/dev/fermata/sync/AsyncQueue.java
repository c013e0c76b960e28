package dev.fermata.sync;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.internal.stream.Sources;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.WaitQueue;
import dev.fermata.internal.sync.Waiting;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Items on their way from some tasks to others, asyncio's {@code Queue}, {@code LifoQueue} and {@code PriorityQueue}.
 *
 * <p>While tasks wait for items, an item goes directly to the one that has waited longest; while tasks wait for room, the
 * taking of an item makes room for that of the one that has waited longest. So tasks wait to take only while the queue
 * is empty, and to put only while it is full.
 *
 * @param <T> the type of the items, which are never null
 */
public final class AsyncQueue<T> {

    private final WaitQueue<T> takers = new WaitQueue<>(this);
    private final WaitQueue<@Nullable Void> putters = new WaitQueue<>(this);
    private final WaitQueue<@Nullable Void> joiners = new WaitQueue<>(this);
    private final Take take = new Take();
    private final Join join = new Join();
    private final Queue<T> items;
    private final int capacity;
    private int unfinished;
    private boolean shutDown;

    private AsyncQueue(Queue<T> items, int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("negative capacity: " + capacity);
        }
        this.items = items;
        this.capacity = capacity == 0 ? Integer.MAX_VALUE : capacity;
    }

    /**
     * Makes a queue that gives items in the order in which they came. Any thread.
     *
     * @param capacity how many items may lie in it; 0 for any number
     * @throws IllegalArgumentException if that is negative
     */
    public static <T> AsyncQueue<T> fifo(int capacity) {
        return new AsyncQueue<>(new ArrayDeque<>(), capacity);
    }

    /** As {@link #fifo}; gives the item that came last first. */
    public static <T> AsyncQueue<T> lifo(int capacity) {
        return new AsyncQueue<>(Collections.asLifoQueue(new ArrayDeque<>()), capacity);
    }

    /** As {@link #fifo}; gives the smallest item first, and equal ones in any order. */
    public static <T extends Comparable<? super T>> AsyncQueue<T> priority(int capacity) {
        return priority(capacity, Comparator.naturalOrder());
    }

    /** As {@link #fifo}; gives the item that is smallest for {@code order} first, and equal ones in any order. */
    public static <T> AsyncQueue<T> priority(int capacity, Comparator<? super T> order) {
        return new AsyncQueue<>(new PriorityQueue<>(Objects.requireNonNull(order, "order")), capacity);
    }

    /** Waits for room and puts {@code item} in. The await throws {@link QueueShutDownException} after a shutdown. */
    public Awaitable<@Nullable Void> put(T item) {
        return new Put<>(this, Objects.requireNonNull(item, "item"));
    }

    /** Waits for an item and takes it. The await throws {@link QueueShutDownException} after a shutdown, once empty. */
    public Awaitable<T> take() {
        return take;
    }

    /**
     * The items as a stream, each taken when it is asked for. It ends after a shutdown, once the queue is empty. Other tasks, and
     * other streams, may take from the queue at the same time; closing the stream leaves the queue alone.
     */
    public AsyncStream<T> stream() {
        return Sources.taking(this::take, QueueShutDownException.class);
    }

    /**
     * Puts {@code item} in if there is room; returns false if there is none.
     *
     * @throws QueueShutDownException after a shutdown
     */
    public boolean tryPut(T item) {
        Objects.requireNonNull(item, "item");
        WaitQueue.checkThread(takers, putters);
        if (shutDown) {
            throw new QueueShutDownException();
        }
        Waiting<T> taker = takers.poll();
        if (taker != null) {
            taker.complete(item);
        } else if (items.size() < capacity) {
            items.add(item);
        } else {
            return false;
        }
        unfinished++;
        return true;
    }

    /**
     * Takes an item; returns null if there is none.
     *
     * @throws QueueShutDownException after a shutdown, if there is none
     */
    public @Nullable T tryTake() {
        WaitQueue.checkThread(takers, putters);
        T item = items.poll();
        if (item == null) {
            if (shutDown) {
                throw new QueueShutDownException();
            }
            return null;
        }
        Waiting<@Nullable Void> putter = putters.poll();
        if (putter != null) {
            items.add(itemOf(putter));
            unfinished++;
            putter.complete(null);
        }
        return item;
    }

    @SuppressWarnings("unchecked")
    private T itemOf(Waiting<@Nullable Void> putter) {
        return ((Put<T>) putter.operation()).item;
    }

    /**
     * Says that the work on an item that was taken is done; to be called once for each.
     *
     * @throws IllegalStateException if called more often than items were put in
     */
    public void taskDone() {
        joiners.checkThread();
        if (unfinished == 0) {
            throw new IllegalStateException("taskDone() was called more often than items were put in: " + this);
        }
        finished(1);
    }

    private void finished(int count) {
        unfinished -= count;
        if (unfinished == 0) {
            joiners.completeAll(null);
        }
    }

    /** Waits until the work on every item that was put in is done: until {@link #taskDone} was called for each. */
    public Awaitable<@Nullable Void> join() {
        return join;
    }

    /**
     * Shuts the queue down: nothing can be put in any more, and when it is empty nothing can be taken. Tasks that wait to do
     * either fail with a {@link QueueShutDownException}.
     *
     * @param immediate also drop the items in the queue; {@link #join} does not wait for them
     */
    public void shutdown(boolean immediate) {
        takers.checkThread();
        putters.checkThread();
        joiners.checkThread();
        shutDown = true;
        if (immediate) {
            int dropped = items.size();
            items.clear();
            finished(dropped);
        }
        takers.failAll(QueueShutDownException::new);
        putters.failAll(QueueShutDownException::new);
    }

    /** True after {@link #shutdown}. */
    public boolean isShutDown() {
        return shutDown;
    }

    /** How many items lie in the queue. */
    public int size() {
        return items.size();
    }

    /** True if no items lie in the queue. */
    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** True if there is no room for another item. */
    public boolean isFull() {
        return items.size() >= capacity;
    }

    /** How many items may lie in the queue; {@link Integer#MAX_VALUE} for any number. */
    public int capacity() {
        return capacity;
    }

    /** How many items were put in for which {@link #taskDone} was not called. */
    public int unfinished() {
        return unfinished;
    }

    /** How many tasks wait to take. */
    public int takersWaiting() {
        return takers.size();
    }

    /** How many tasks wait to put. */
    public int puttersWaiting() {
        return putters.size();
    }

    /** How many tasks wait to take or to put. */
    public int waiting() {
        return takersWaiting() + puttersWaiting();
    }

    @Override
    public String toString() {
        return "AsyncQueue[" + (shutDown ? "shut down, " : "") + "size " + size()
                + (capacity == Integer.MAX_VALUE ? "" : " of " + capacity) + ", unfinished " + unfinished
                + ", takers waiting " + takersWaiting() + ", putters waiting " + puttersWaiting() + "]";
    }

    private static final class Put<T> extends QueuedOperation<@Nullable Void> {
        private final AsyncQueue<T> queue;
        private final T item;

        Put(AsyncQueue<T> queue, T item) {
            this.queue = queue;
            this.item = item;
        }

        @Override
        public @Nullable Object attempt() {
            return queue.tryPut(item) ? null : WAIT;
        }

        @Override
        public void enqueue(Waiting<@Nullable Void> waiting) {
            queue.putters.add(waiting);
        }

        @Override
        public String toString() {
            return "room in " + queue;
        }
    }

    private final class Take extends QueuedOperation<T> {

        @Override
        public Object attempt() {
            T item = tryTake();
            return item == null ? WAIT : item;
        }

        @Override
        public void enqueue(Waiting<T> waiting) {
            takers.add(waiting);
        }

        @Override
        public String toString() {
            return "an item of " + AsyncQueue.this;
        }
    }

    private final class Join extends QueuedOperation<@Nullable Void> {

        @Override
        public @Nullable Object attempt() {
            joiners.checkThread();
            return unfinished == 0 ? null : WAIT;
        }

        @Override
        public void enqueue(Waiting<@Nullable Void> waiting) {
            joiners.add(waiting);
        }

        @Override
        public String toString() {
            return "the end of the work on " + AsyncQueue.this;
        }
    }
}
