package dev.fermata.benchmarks.limit;

/**
 * A core, by hand, that does what a loop has to do: tasks that are not their frames, woken through a queue in asyncio's order
 * by whatever they wait for; failures, cancellation and contexts; a current task and a list of all that live; and a look at
 * what other threads have posted. The workloads use little of it, but each is looked for, as it may be there.
 *
 * <p>This is what the bodies of coroutines see of it, {@link CarefulTasks} and {@link CarefulCore} are what runs them.
 */
final class Careful {

    /** Bodies that may stand on the native stack above each other; the trampoline starts deeper ones. */
    static final int MAX_DEPTH = 100;

    /** What is exchanged with a frame that was made for a call too deep in the native stack. */
    private static final Object DEFERRED = new Object();

    private Careful() {}

    /** The way into a class of coroutines; {@code depth} bodies stand below on the native stack. */
    interface Entry {
        Object resume(Frame frame, int depth) throws Throwable;
    }

    /**
     * A suspended activation. While the native stack is unwound, the outermost frame so far is what bodies return, and its
     * {@link #caller} the innermost one.
     */
    static class Frame {
        final Entry entry;
        final short method;
        short state;
        Frame caller;

        /** What it waits for, or was resumed with. */
        Object exchange;

        Object r0;

        Frame(Entry entry, int method) {
            this.entry = entry;
            this.method = (short) method;
        }

        /** Suspends at {@code leaf}; the body, which has stored its locals, returns the result. */
        final Frame suspend(int point, Leaf leaf) {
            state = (short) point;
            exchange = leaf;
            return this;
        }

        /** Suspends at a call that has suspended. */
        final Frame suspend(int point, Frame inner) {
            state = (short) point;
            caller = inner.innermost();
            inner.caller = this;
            return this;
        }

        /** Leaves the start to the trampoline. */
        final Frame defer() {
            exchange = DEFERRED;
            return this;
        }

        final Frame innermost() {
            return exchange != null ? this : caller;
        }

        final Object take() throws Throwable {
            Object delivered = exchange;
            exchange = null;
            return delivered instanceof Leaf leaf ? leaf.take() : delivered;
        }
    }

    static class R1P1 extends Frame {
        long l0;

        R1P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    static class R1P2 extends R1P1 {
        long l1;

        R1P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    static class R1P4 extends R1P2 {
        long l2;
        long l3;

        R1P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    static class R3P1 extends R1P1 {
        Object r1;
        Object r2;

        R3P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** What a task waits for. */
    abstract static class Leaf {
        abstract boolean isReady();

        /** Has {@code task} woken when this is ready; returns false if it is. */
        abstract boolean subscribe(CarefulTasks.Task task);

        abstract Object take() throws Throwable;
    }

    /** A failure, on its way to who waits for what has failed. */
    static final class Failed extends Leaf {
        private final Throwable failure;

        Failed(Throwable failure) {
            this.failure = failure;
        }

        @Override
        boolean isReady() {
            return true;
        }

        @Override
        boolean subscribe(CarefulTasks.Task task) {
            return false;
        }

        @Override
        Object take() throws Throwable {
            throw failure;
        }
    }

    /** The next turn of whoever waits for it. */
    static final class Turn extends Leaf {
        static final Turn NEXT = new Turn();

        private Turn() {}

        @Override
        boolean isReady() {
            return false;
        }

        @Override
        boolean subscribe(CarefulTasks.Task task) {
            return task.core.post(task);
        }

        @Override
        Object take() {
            return null;
        }
    }
}
