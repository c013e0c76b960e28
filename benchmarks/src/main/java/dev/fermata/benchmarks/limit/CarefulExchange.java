package dev.fermata.benchmarks.limit;

import dev.fermata.benchmarks.limit.Careful.Failed;
import dev.fermata.benchmarks.limit.Careful.Leaf;
import dev.fermata.benchmarks.limit.CarefulTasks.Task;
import java.util.ArrayDeque;

/** A bounded queue on {@link Careful}: fair, for tasks that may be cancelled while they wait, with hand-over and shutdown. */
final class CarefulExchange {

    private final Line takers = new Line();
    private final Line putters = new Line();
    private final ArrayDeque<Object> items = new ArrayDeque<>(2);
    private final int capacity;
    private int unfinished;

    /** Looked for, though nobody sets it here. */
    private boolean shutDown;

    CarefulExchange(int capacity) {
        this.capacity = capacity;
    }

    /** Puts {@code item} in and returns null, or returns what is to be awaited. */
    Leaf put(Object item) {
        checkThread();
        if (shutDown) {
            throw new IllegalStateException("shut down");
        }
        Waiting taker = takers.poll();
        if (taker != null) {
            taker.complete(item);
        } else if (items.size() < capacity) {
            items.add(item);
        } else {
            return new Waiting(putters, item);
        }
        unfinished++;
        return null;
    }

    /** Takes an item, or returns the {@link Leaf} that is to be awaited. */
    Object take() {
        checkThread();
        Object item = items.poll();
        if (item == null) {
            if (shutDown) {
                throw new IllegalStateException("shut down");
            }
            return new Waiting(takers, null);
        }
        Waiting putter = putters.poll();
        if (putter != null) {
            items.add(putter.item);
            unfinished++;
            putter.complete(null);
        }
        return item;
    }

    private void checkThread() {
        takers.checkThread();
        if (putters.core != takers.core) {
            putters.checkThread();
        }
    }

    /** Those who wait, first come, first served; who has left is passed over. */
    private static final class Line {
        private final ArrayDeque<Waiting> entries = new ArrayDeque<>(2);
        private CarefulCore core;

        void checkThread() {
            CarefulCore home = core;
            if (home != null && !home.isHere()) {
                throw new IllegalStateException("another thread");
            }
        }

        void add(Waiting waiting) {
            CarefulCore candidate = waiting.task.core;
            if (core == null) {
                core = candidate;
            } else if (core != candidate) {
                throw new IllegalStateException("another core");
            }
            entries.add(waiting);
        }

        Waiting poll() {
            for (Waiting first = entries.poll(); first != null; first = entries.poll()) {
                if (first.waits) {
                    first.waits = false;
                    return first;
                }
            }
            return null;
        }
    }

    /** A place in a line, and then what was handed over there. */
    private static final class Waiting extends Leaf {
        private final Line line;
        private Task task;
        private Object item;
        private boolean waits;
        private boolean ready;

        Waiting(Line line, Object item) {
            this.line = line;
            this.item = item;
        }

        @Override
        boolean isReady() {
            return ready;
        }

        @Override
        boolean subscribe(Task waiter) {
            task = waiter;
            waits = true;
            line.add(this);
            return true;
        }

        @Override
        Object take() throws Throwable {
            return item instanceof Failed failed ? failed.take() : item;
        }

        void complete(Object given) {
            item = given;
            ready = true;
            task.core.post(task);
        }
    }
}
