package dev.fermata.internal.debug;

import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a program's surroundings say about debugging; each loop can be told otherwise.
 *
 * @param debug whether loops begin in debug mode: system property {@code fermata.debug}, or else the environment
 *     variable {@code FERMATA_DEBUG}; on if it is there and neither {@code false} nor {@code 0}
 * @param watchdog how long a step may block a loop before the watchdog reports it: system property {@code
 *     fermata.watchdog}, in milliseconds; 0 switches it off; 1,000 if it is not there
 */
public record DebugOptions(boolean debug, Duration watchdog) {

    /** The options that hold for this process. */
    public static final DebugOptions PROCESS = of(System::getProperty, System::getenv);

    private static final long DEFAULT_WATCHDOG_MILLIS = 1_000;

    /** Reads the options; a number that is none is an error. */
    static DebugOptions of(UnaryOperator<@Nullable String> properties, UnaryOperator<@Nullable String> environment) {
        String debug = properties.apply("fermata.debug");
        String watchdog = properties.apply("fermata.watchdog");
        return new DebugOptions(
                isOn(debug == null ? environment.apply("FERMATA_DEBUG") : debug),
                Duration.ofMillis(watchdog == null ? DEFAULT_WATCHDOG_MILLIS : millis(watchdog)));
    }

    private static boolean isOn(@Nullable String value) {
        return value != null
                && !value.equals("0")
                && !value.toLowerCase(Locale.ROOT).equals("false");
    }

    private static long millis(String value) {
        try {
            return Math.max(0, Long.parseLong(value.trim()));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "fermata.watchdog is to be a number of milliseconds, and not '" + value + "'", notANumber);
        }
    }
}
