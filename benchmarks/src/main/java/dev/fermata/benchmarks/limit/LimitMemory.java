package dev.fermata.benchmarks.limit;

import dev.fermata.benchmarks.harness.Heap;
import java.util.Map;

/** W5: what suspended activations take. */
public final class LimitMemory {

    private LimitMemory() {}

    /** Bytes for each of {@code tasks} that are suspended below {@code depth} calls. */
    public static Map<String, Double> suspended(int tasks, int depth) {
        Pending[] pending = new Pending[tasks];
        long[] sum = new long[1];
        long before = Heap.live();
        for (int i = 0; i < tasks; i++) {
            pending[i] = new Pending();
            if (depth == 1) {
                Activation.run(new Locals(pending[i], i, i, sum));
            } else {
                nest(pending[i], depth, i, sum, null);
            }
        }
        double bytes = (Heap.live() - before) / (double) tasks;
        for (Pending each : pending) {
            Activation.run(each.complete(1));
        }
        if (sum[0] < tasks) {
            throw new IllegalStateException("not all have ended: " + sum[0]);
        }
        return Map.of("bytes", bytes);
    }

    private static final class Locals extends Activation {

        private Pending pending;
        private final int a;
        private final long b;
        private final long[] sum;

        Locals(Pending pending, int a, long b, long[] sum) {
            this.pending = pending;
            this.a = a;
            this.b = b;
            this.sum = sum;
        }

        @Override
        Activation step() {
            if (state == 0) {
                state = 1;
                pending.waiter = this;
                return null;
            }
            sum[0] += (Integer) pending.value + a + b;
            pending = null;
            return caller;
        }
    }

    private static Activation nest(Pending pending, int depth, long b, long[] sum, Activation caller) {
        if (depth == 1) {
            return new Innermost(pending, b, sum, caller);
        }
        Nest nest = new Nest(b, caller);
        nest.callee = nest(pending, depth - 1, b + 1, sum, nest);
        return nest;
    }

    private abstract static class Result extends Activation {
        long b;
    }

    private static final class Innermost extends Result {

        private final Pending pending;
        private final long[] sum;

        Innermost(Pending pending, long b, long[] sum, Activation caller) {
            this.pending = pending;
            this.b = b;
            this.sum = sum;
            this.caller = caller;
            pending.waiter = this;
        }

        @Override
        Activation step() {
            sum[0] += (Integer) pending.value;
            return caller;
        }
    }

    private static final class Nest extends Result {

        private Activation callee;

        Nest(long b, Activation caller) {
            this.b = b;
            this.caller = caller;
        }

        @Override
        Activation step() {
            b += ((Result) callee).b;
            callee = null;
            return caller;
        }
    }
}
