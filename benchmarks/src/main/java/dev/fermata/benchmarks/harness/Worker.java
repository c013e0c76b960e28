package dev.fermata.benchmarks.harness;

import dev.fermata.benchmarks.Catalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures one workload in a JVM of its own: all implementations in turn, again and again, so that what else goes on
 * on the machine hits all of them.
 *
 * <p>Arguments: the workload, milliseconds for each implementation, {@code quick} or {@code full}, and the names of the
 * implementations or nothing for all.
 */
public final class Worker {

    /** Parts of the time that go into warming up, of three. */
    private static final int WARM_UP_PARTS = 1;

    private static final long ROUND_NANOS = 8_000_000;

    private final Workload workload;
    private final long budgetNanos;
    private final AllocatedBytes allocated = new AllocatedBytes();
    private long consumed;

    private Worker(Workload workload, long budgetNanos) {
        this.workload = workload;
        this.budgetNanos = budgetNanos;
    }

    public static void main(String[] arguments) {
        Workload workload = Catalogue.workload(arguments[0]);
        Worker worker = new Worker(workload, Long.parseLong(arguments[1]) * 1_000_000);
        boolean quick = arguments[2].equals("quick");
        List<String> chosen = Arrays.asList(arguments).subList(3, arguments.length);
        List<Candidate> candidates = new ArrayList<>();
        for (Implementation implementation : workload.implementations()) {
            if (!chosen.isEmpty() && !chosen.contains(implementation.name())) {
                continue;
            }
            if (Runtime.version().feature() < implementation.jdk()) {
                report(implementation, Figures.missing("needs JDK " + implementation.jdk()));
            } else if (implementation.gauge() != null) {
                gauge(implementation, quick);
            } else {
                candidates.add(worker.new Candidate(implementation));
            }
        }
        worker.time(candidates);
        System.err.println("  consumed " + worker.consumed);
        System.exit(0);
    }

    private static void gauge(Implementation implementation, boolean quick) {
        System.err.println("  measuring " + implementation.name());
        try {
            report(implementation, Figures.of(implementation.gauge().measure(quick)));
        } catch (Throwable failure) {
            fail(implementation, failure);
        }
    }

    private void time(List<Candidate> candidates) {
        candidates.removeIf(candidate -> !candidate.attempt(candidate::warmUp));
        int rounds = (int) Math.max(10, budgetNanos * (3 - WARM_UP_PARTS) / 3 / ROUND_NANOS);
        for (int i = 0; i < rounds; i++) {
            candidates.removeIf(candidate -> !candidate.attempt(candidate::round));
        }
        candidates.removeIf(candidate -> !candidate.attempt(candidate::count));
        candidates.forEach(candidate -> report(candidate.implementation, candidate.figures()));
    }

    private static void report(Implementation implementation, Figures figures) {
        System.out.println(figures.toLine(implementation.name()));
    }

    private static void fail(Implementation implementation, Throwable failure) {
        failure.printStackTrace();
        report(implementation, Figures.missing(failure.toString().replaceAll("\\s+", " ")));
    }

    private interface Attempt {
        void run() throws Throwable;
    }

    /** An implementation while it is timed. */
    private final class Candidate {

        private final Implementation implementation;
        private final List<Double> times = new ArrayList<>();
        private int operations = workload.batch();
        private double bytes;

        Candidate(Implementation implementation) {
            this.implementation = implementation;
        }

        boolean attempt(Attempt attempt) {
            try {
                attempt.run();
                return true;
            } catch (Throwable failure) {
                fail(implementation, failure);
                return false;
            }
        }

        /** Runs until the JIT has done its work, and finds how many batches make a round. */
        void warmUp() throws Throwable {
            System.err.println("  warming up " + implementation.name());
            long end = System.nanoTime() + budgetNanos * WARM_UP_PARTS / 3;
            double best = Double.MAX_VALUE;
            while (System.nanoTime() < end || best == Double.MAX_VALUE) {
                best = Math.min(best, once(workload.batch()));
            }
            long batches = Math.round(ROUND_NANOS / Math.max(1, best * workload.batch()));
            operations = (int) (workload.batch() * Math.max(1, Math.min(1000, batches)));
            once(operations);
        }

        void round() throws Throwable {
            times.add(once(operations));
        }

        void count() throws Throwable {
            bytes = allocated.perOperation(implementation.body(), workload.batch());
        }

        private double once(int count) throws Throwable {
            long start = System.nanoTime();
            consumed += implementation.body().run(count);
            return (System.nanoTime() - start) / (double) count;
        }

        Figures figures() {
            times.sort(null);
            return Figures.of(
                    java.util.Map.of("time", times.get(0), "median", times.get(times.size() / 2), "bytes", bytes));
        }
    }
}
