package dev.fermata.testkit;

import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Which seeds to run under.
 *
 * @param only the one to replay; null for as many as the test asks for
 */
public record SeedOptions(@Nullable Long only) {

    /** The name of the property that replays one seed. */
    public static final String PROPERTY = "fermata.seed";

    /** What the system property {@value #PROPERTY} says. */
    public static SeedOptions fromSystem() {
        return parse(System.getProperty(PROPERTY));
    }

    /**
     * Reads the value of the property; null and blank mean that it is not set.
     *
     * @throws IllegalArgumentException if it is not a whole number
     */
    public static SeedOptions parse(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return new SeedOptions(null);
        }
        try {
            return new SeedOptions(Long.valueOf(value.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(PROPERTY + " is to be a whole number: " + value, e);
        }
    }

    /**
     * The seeds from 1 to {@code count}, or the one to replay.
     *
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    public long[] seeds(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("at least one seed is needed: " + count);
        }
        return only != null
                ? new long[] {only}
                : LongStream.rangeClosed(1, count).toArray();
    }

    /** The seed of a test that does not ask for several: the one to replay, or else 0, the plain order. */
    public long single() {
        return only != null ? only : 0;
    }
}
