package dev.fermata.benchmarks.harness;

import dev.fermata.benchmarks.limit.LimitSuspensions;
import dev.fermata.benchmarks.limit.LimitYields;
import dev.fermata.benchmarks.ours.OursSuspensions;
import dev.fermata.benchmarks.ours.OursYields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures what a switch costs with 1 to 1,000,000 tasks, and a suspension below 1 to 1,000,000 calls; prints a line {@code
 * result SERIES size=ns ...} for each series. Runs in a JVM of its own.
 */
public final class Scale {

    private static final int OPERATIONS = 2_000_000;
    private static final int LARGEST = 1_000_000;

    private Scale() {}

    /** A workload of a given size. */
    @FunctionalInterface
    private interface Sized {
        long run(int size, int operations) throws Throwable;
    }

    public static void main(String[] arguments) throws Throwable {
        int largest = arguments.length > 0 ? Integer.parseInt(arguments[0]) : LARGEST;
        report("tasks.ours", largest, OursYields::one);
        report("tasks.limit", largest, LimitYields::one);
        report("depth.ours", largest, OursSuspensions::nestedLoop);
        report("depth.limit", largest, LimitSuspensions::nestedLoop);
        System.exit(0);
    }

    private static void report(String series, int largest, Sized sized) throws Throwable {
        Map<String, Double> costs = new LinkedHashMap<>();
        for (int size = 1; size <= largest; size *= 10) {
            System.err.println("  " + series + " " + size);
            costs.put(Integer.toString(size), slope(sized, size));
        }
        System.out.println(new Figures(costs, "").toLine(series));
    }

    /** Nanoseconds an operation: from the difference of two runs, so that starting all that is there does not count. */
    private static double slope(Sized sized, int size) throws Throwable {
        int few = Math.max(OPERATIONS, 2 * size);
        sized.run(size, few);
        double shorter = Double.MAX_VALUE;
        double longer = Double.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            shorter = Math.min(shorter, time(sized, size, few));
            longer = Math.min(longer, time(sized, size, 3 * few));
        }
        return (longer - shorter) / (2.0 * few);
    }

    private static double time(Sized sized, int size, int operations) throws Throwable {
        long start = System.nanoTime();
        sized.run(size, operations);
        return System.nanoTime() - start;
    }
}
