package dev.fermata.benchmarks.limit;

/** W1a and W1b: awaiting what does not suspend. */
public final class LimitCalls {

    private static final int FIB_CALLS = 21_891;

    private LimitCalls() {}

    /** W1a with a frame for each call. */
    public static long eagerCalls(int operations) {
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            Callee callee = new Callee(i & 63);
            if (callee.step() != null) {
                throw new IllegalStateException("suspended");
            }
            sum += callee.result;
        }
        return sum;
    }

    private static final class Callee extends Activation {

        private final int x;
        private Integer result;

        Callee(int x) {
            this.x = x;
        }

        @Override
        Activation step() {
            return callee();
        }

        private Activation callee() {
            result = x + 1;
            return caller;
        }
    }

    /** W1a with a frame for those calls only that suspend. */
    public static long lazyCalls(int operations) {
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            Object result = callee(i & 63, null);
            if (result instanceof Activation) {
                throw new IllegalStateException("suspended");
            }
            sum += (Integer) result;
        }
        return sum;
    }

    private static Object callee(int x, Activation frame) {
        if (frame != null) {
            throw new IllegalStateException("resumed");
        }
        return x + 1;
    }

    /** W1b with a frame for each call that awaits. */
    public static long eagerFib(int operations) {
        long sum = 0;
        for (int i = 0; i < operations; i += FIB_CALLS) {
            Fib fib = new Fib(20);
            Activation.run(fib);
            sum += fib.result;
        }
        return sum;
    }

    private static final class Fib extends Activation {

        private final int n;
        private int result;

        Fib(int n) {
            this.n = n;
        }

        @Override
        Activation step() {
            if (n < 2) {
                result = n;
                return null;
            }
            Fib first = new Fib(n - 1);
            Activation suspended = first.step();
            if (suspended != null) {
                return suspended;
            }
            Fib second = new Fib(n - 2);
            suspended = second.step();
            if (suspended != null) {
                return suspended;
            }
            result = first.result + second.result;
            return null;
        }
    }

    /** W1b with a frame for those calls only that suspend. */
    public static long lazyFib(int operations) {
        long sum = 0;
        for (int i = 0; i < operations; i += FIB_CALLS) {
            sum += (Integer) fib(20, null);
        }
        return sum;
    }

    private static Object fib(int n, Activation frame) {
        if (frame != null) {
            throw new IllegalStateException("resumed");
        }
        if (n < 2) {
            return n;
        }
        Object first = fib(n - 1, null);
        if (first instanceof Activation) {
            return first;
        }
        Object second = fib(n - 2, null);
        if (second instanceof Activation) {
            return second;
        }
        return (Integer) first + (Integer) second;
    }

    /** W1c: a child through the queue, and wait for its end. */
    public static long starts(int operations) {
        Parent parent = new Parent(operations);
        Activation now = parent;
        while (now != null) {
            now = now.step();
            if (now == null) {
                now = parent.ready.poll();
            }
        }
        return parent.sum;
    }

    private static final class Parent extends Activation {

        private final Ready ready = new Ready();
        private final int n;
        private int i;
        private Child child;
        private long sum;

        Parent(int n) {
            this.n = n;
        }

        @Override
        Activation step() {
            if (state == 1) {
                sum += child.result;
            }
            if (i == n) {
                return null;
            }
            child = new Child(i++ & 63);
            child.caller = this;
            ready.add(child);
            state = 1;
            return null;
        }
    }

    private static final class Child extends Activation {

        private final int x;
        private Integer result;

        Child(int x) {
            this.x = x;
        }

        @Override
        Activation step() {
            result = x + 1;
            return caller;
        }
    }
}
