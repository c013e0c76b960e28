package dev.fermata.internal.loop;

import java.time.Duration;

/** Durations as nanoseconds; what does not fit in a {@code long} becomes the nearest that does. */
public final class Nanos {

    private Nanos() {}

    /** The length of {@code duration} in nanoseconds. */
    public static long of(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException overflow) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** The time that lies {@code duration} after {@code time}; never {@link LoopClock#NEVER}. */
    public static long after(long time, Duration duration) {
        return after(time, of(duration));
    }

    /** As {@link #after(long, Duration)}, with a number of nanoseconds. */
    public static long after(long time, long nanos) {
        long sum = time + nanos;
        if (((time ^ sum) & (nanos ^ sum)) < 0) {
            return nanos < 0 ? Long.MIN_VALUE : LoopClock.NEVER - 1;
        }
        return Math.min(sum, LoopClock.NEVER - 1);
    }
}
