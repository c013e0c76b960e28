package dev.fermata.benchmarks.limit;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A core, by hand, that does what a loop has to do: tasks that are not their frames, woken through a queue in asyncio's order
 * by whatever they wait for; failures, cancellation and contexts; a current task; and a look at what other threads have
 * posted. The workloads use little of it, but each is looked for, as it may be there.
 */
final class Careful {

    private Careful() {}

    interface Entry {
        Object resume(Frame frame) throws Throwable;
    }

    static final class Frame {
        private final Entry entry;
        final int method;
        private final Frame caller;
        int state;
        Object exchange;
        Object r0;
        long l0;
        long l1;
        long l2;

        Frame(Entry entry, int method, Frame caller) {
            this.entry = entry;
            this.method = method;
            this.caller = caller;
        }

        Object take() throws Throwable {
            Object delivered = exchange;
            exchange = null;
            return delivered instanceof Leaf leaf ? leaf.take() : delivered;
        }
    }

    /** What a task waits for. */
    abstract static class Leaf {
        abstract boolean isReady();

        abstract boolean subscribe(Task task);

        abstract Object take() throws Throwable;
    }

    static final class Task {
        private static final int RUNNING = 1;
        private static final int WAITING = 2;

        final Core core;
        private Frame going;
        private int phase;
        private Object context;
        private Object cancellation;
        Object end;

        Task(Core core, Frame body) {
            this.core = core;
            going = body;
        }

        void turn() {
            if (cancellation != null) {
                throw new IllegalStateException("cancelled");
            }
            phase = RUNNING;
            Task before = core.current;
            core.current = this;
            try {
                run(going);
            } catch (Throwable failure) {
                end = failure;
            } finally {
                core.current = before;
            }
        }

        private void run(Frame frame) throws Throwable {
            if (context != null) {
                throw new IllegalStateException("a context");
            }
            Object result = frame.entry.resume(frame);
            if (!(result instanceof Frame suspended)) {
                end = result;
            } else if (suspended.caller == null && suspended.exchange instanceof Leaf leaf && leaf.subscribe(this)) {
                going = suspended;
                phase = WAITING;
            }
        }
    }

    static final class Core {
        private final AtomicReference<Object> inbox = new AtomicReference<>();
        private final Thread runner = Thread.currentThread();
        private volatile boolean closed;
        private volatile boolean stopping;
        private Task current;
        private Task[] ring = new Task[1024];
        private int head;
        private int tail;

        boolean isHere() {
            return Thread.currentThread() == runner;
        }

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
}
