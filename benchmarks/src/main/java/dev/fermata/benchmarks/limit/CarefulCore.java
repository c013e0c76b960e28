package dev.fermata.benchmarks.limit;

import dev.fermata.benchmarks.limit.Careful.Frame;
import dev.fermata.benchmarks.limit.CarefulTasks.Task;
import java.util.concurrent.atomic.AtomicReference;

/** What runs the tasks of {@link Careful}, and knows all that have not ended. */
final class CarefulCore {
    private final AtomicReference<Object> inbox = new AtomicReference<>();
    private final Thread runner = Thread.currentThread();
    private volatile boolean closed;
    private volatile boolean stopping;
    private Task current;
    private Task newest;
    private int numbers;
    private Task[] ring = new Task[1024];
    private int head;
    private int tail;

    /** True on the thread that this belongs to. */
    boolean isHere() {
        return Thread.currentThread() == runner;
    }

    /** Starts a task through the queue. */
    Task start(Frame body) {
        Task task = make(body);
        if (!post(task)) {
            unlist(task);
            throw new IllegalStateException("closed, or full");
        }
        return task;
    }

    /** Starts a task on the spot. */
    Task startEagerly(Frame body) {
        if (!isHere() || closed) {
            throw new IllegalStateException("closed, or another thread");
        }
        Task task = make(body);
        task.turn();
        return task;
    }

    private Task make(Frame body) {
        Task starter = current;
        Task task = new Task(this, body, ++numbers, starter == null ? null : starter.context);
        Task second = newest;
        task.next = second;
        if (second != null) {
            second.previous = task;
        }
        newest = task;
        return task;
    }

    /** Takes {@code task}, which has ended, out of the list. */
    void unlist(Task task) {
        Task before = task.previous;
        Task after = task.next;
        if (before == null) {
            newest = after;
        } else {
            before.next = after;
            task.previous = null;
        }
        if (after != null) {
            after.previous = before;
            task.next = null;
        }
    }

    /** Makes {@code task} the current one; returns the one before. */
    Task enter(Task task) {
        Task before = current;
        current = task;
        return before;
    }

    /** Ends what {@link #enter} began. */
    void leave(Task before) {
        if (before == null) { // nearly always, and cheaper when the JVM knows
            current = null;
        } else {
            current = before;
        }
    }

    /** Lets {@code task} have a turn. */
    boolean post(Task task) {
        if (!isHere()) {
            throw new IllegalStateException("another thread");
        }
        if (closed || tail - head == ring.length) {
            return false;
        }
        ring[tail & (ring.length - 1)] = task;
        tail++;
        return true;
    }

    private Task remove() {
        int place = head & (ring.length - 1);
        Task task = ring[place];
        ring[place] = null;
        head++;
        return task;
    }

    /** Runs {@code main} as a task, and all others until nobody has a turn; returns its result. */
    long run(Frame main) throws Throwable {
        Task task = start(main);
        run();
        return (Long) task.take();
    }

    /** Runs until nobody has a turn. */
    void run() {
        while (head != tail && !stopping) {
            if (inbox.get() != null || Thread.interrupted()) {
                throw new IllegalStateException("somebody wants something");
            }
            for (int left = tail - head; left > 0 && head != tail; left--) {
                remove().turn();
            }
        }
    }
}
