package dev.fermata.examples.programs;

import java.time.Duration;

/**
 * How long a second of the programs that block is: {@code -Dfermata.examples.pace=0.1} makes it a tenth.
 */
final class Pace {

    private static final double PACE = Double.parseDouble(System.getProperty("fermata.examples.pace", "1"));

    private Pace() {}

    /** A number of seconds. */
    static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * PACE * 1e9));
    }

    /** Blocks the thread, as code does that knows nothing of event loops. */
    static void block(double seconds) {
        try {
            Thread.sleep(seconds(seconds).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
