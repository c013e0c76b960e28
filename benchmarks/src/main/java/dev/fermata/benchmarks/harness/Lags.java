package dev.fermata.benchmarks.harness;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Random;

/** W6: by how much sleeps are late, and the CPU time that all of them take. */
public final class Lags {

    private static final int MICROS = 20_000_000;
    private static final int STEP = 10;

    /** Smaller runs beforehand; what the JIT compiler takes is not to count as the work of timers. */
    private static final int WARM_UPS = 4;

    /** How many sleep; each between 0 and {@link #longest} nanoseconds. */
    public final int sleepers;

    private final long longest;
    private final Random random = new Random(6);
    private final int[] histogram = new int[MICROS / STEP];
    private int ended;
    private long cpu;

    private Lags(int sleepers, long longest) {
        this.sleepers = sleepers;
        this.longest = longest;
    }

    /** The sleeping of all; ends when they have. */
    @FunctionalInterface
    public interface Sleeping {
        void run(Lags lags) throws Throwable;
    }

    /** Measures a million sleeps of up to two seconds, after smaller runs to warm up. */
    public static Map<String, Double> measure(Sleeping sleeping) throws Throwable {
        for (int i = 0; i < WARM_UPS; i++) {
            sleeping.run(new Lags(200_000, 400_000_000L));
        }
        Lags lags = new Lags(1_000_000, 2_000_000_000L);
        System.gc();
        long before = cpuNanos();
        sleeping.run(lags);
        lags.cpu = cpuNanos() - before;
        if (lags.ended != lags.sleepers) {
            throw new IllegalStateException(lags.ended + " of " + lags.sleepers + " have ended");
        }
        return Map.of("cpu", lags.cpu / 1e9, "p50", lags.percentile(0.5), "p99", lags.percentile(0.99));
    }

    /** What the next one is to sleep, in nanoseconds. */
    public long next() {
        return (long) (random.nextDouble() * longest);
    }

    /** Notes that a sleep that was to end at {@code due} has ended; on the one thread that they all run on. */
    public void ended(long due) {
        long late = Math.max(0, System.nanoTime() - due) / 1000;
        histogram[(int) Math.min(histogram.length - 1, late / STEP)]++;
        ended++;
    }

    /** True when all sleeps have ended. */
    public boolean isOver() {
        return ended == sleepers;
    }

    /** In milliseconds. */
    private double percentile(double part) {
        long left = (long) (part * sleepers);
        for (int i = 0; i < histogram.length; i++) {
            left -= histogram[i];
            if (left < 0) {
                return i * STEP / 1000.0;
            }
        }
        return MICROS / 1000.0;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
