package dev.fermata.benchmarks.limit;

/** W2 and W3: suspending on a pending future that the driver completes. */
public final class LimitSuspensions {

    private LimitSuspensions() {}

    /** What the driver completes next. */
    private static final class Slot {
        private Pending pending;
        private long sum;
    }

    private static void drive(Slot slot, Activation first, int completions) {
        Activation.run(first);
        for (int i = 0; i < completions; i++) {
            Activation.run(slot.pending.complete(i & 63));
        }
    }

    /** W2a: start, suspend once, end. */
    public static long once(int operations) {
        Slot slot = new Slot();
        for (int i = 0; i < operations; i++) {
            Activation.run(new Once(slot));
            Activation.run(slot.pending.complete(i & 63));
        }
        return slot.sum;
    }

    private static final class Once extends Activation {

        private final Slot slot;
        private Pending pending;

        Once(Slot slot) {
            this.slot = slot;
        }

        @Override
        Activation step() {
            if (state == 0) {
                pending = new Pending();
                pending.waiter = this;
                slot.pending = pending;
                state = 1;
                return null;
            }
            slot.sum += (Integer) pending.value;
            return caller;
        }
    }

    /** W2b: one coroutine suspends in a loop. */
    public static long loop(int operations) {
        Slot slot = new Slot();
        drive(slot, new Loop(slot, operations), operations);
        return slot.sum;
    }

    private static final class Loop extends Activation {

        private final Slot slot;
        private final int n;
        private int i;
        private long sum;
        private Pending pending;

        Loop(Slot slot, int n) {
            this.slot = slot;
            this.n = n;
        }

        @Override
        Activation step() {
            if (state == 1) {
                sum += (Integer) pending.value;
                pending = null;
            }
            if (i == n) {
                slot.sum = sum;
                return caller;
            }
            i++;
            pending = new Pending();
            pending.waiter = this;
            slot.pending = pending;
            state = 1;
            return null;
        }
    }

    /** W3a: the same below {@code depth} nested calls. */
    public static long nestedLoop(int depth, int operations) {
        Slot slot = new Slot();
        drive(slot, new Above(slot, depth, operations), operations);
        return slot.sum;
    }

    private static final class Above extends Activation {

        private final Slot slot;
        private final int depth;
        private final int n;

        Above(Slot slot, int depth, int n) {
            this.slot = slot;
            this.depth = depth;
            this.n = n;
        }

        @Override
        Activation step() {
            if (state == 1) {
                slot.sum++;
                return caller;
            }
            state = 1;
            Activation callee = depth == 1 ? new Loop(slot, n) : new Above(slot, depth - 1, n);
            callee.caller = this;
            return callee;
        }
    }

    /** W3b: the whole nest is called, suspends and ends, again and again. */
    public static long nest(int depth, int operations) {
        Slot slot = new Slot();
        drive(slot, new Root(slot, depth, operations, false), operations);
        return slot.sum;
    }

    /** W3b, where each frame keeps that of its callee for the next call. */
    public static long reusedNest(int depth, int operations) {
        Slot slot = new Slot();
        drive(slot, new Root(slot, depth, operations, true), operations);
        return slot.sum;
    }

    private static final class Root extends Activation {

        private final Slot slot;
        private final int depth;
        private final int n;
        private final boolean reuse;
        private int i;
        private Nest callee;

        Root(Slot slot, int depth, int n, boolean reuse) {
            this.slot = slot;
            this.depth = depth;
            this.n = n;
            this.reuse = reuse;
        }

        @Override
        Activation step() {
            if (state == 1) {
                slot.sum += callee.result;
            }
            if (i == n) {
                return null;
            }
            i++;
            state = 1;
            if (callee == null || !reuse) {
                callee = new Nest(slot, depth, this, reuse);
            }
            callee.state = 0;
            return callee;
        }
    }

    private static final class Nest extends Activation {

        private final Slot slot;
        private final int depth;
        private final boolean reuse;
        private Nest callee;
        private Pending pending;
        private int result;

        Nest(Slot slot, int depth, Activation caller, boolean reuse) {
            this.slot = slot;
            this.depth = depth;
            this.caller = caller;
            this.reuse = reuse;
        }

        @Override
        Activation step() {
            if (depth == 1) {
                return innermost();
            }
            if (state == 0) {
                state = 1;
                if (callee == null || !reuse) {
                    callee = new Nest(slot, depth - 1, this, reuse);
                }
                callee.state = 0;
                return callee;
            }
            result = callee.result + 1;
            return caller;
        }

        private Activation innermost() {
            if (state == 0) {
                state = 1;
                pending = new Pending();
                pending.waiter = this;
                slot.pending = pending;
                return null;
            }
            result = (Integer) pending.value;
            return caller;
        }
    }
}
