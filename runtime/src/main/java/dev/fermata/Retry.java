package dev.fermata;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How often, after which failures and how soon something is tried again. Immutable: each method returns another one.
 *
 * <pre>{@code
 * Retry.times(5).on(IOException.class::isInstance).backOff(Duration.ofMillis(100), Duration.ofSeconds(10))
 * }</pre>
 *
 * <p>Only exceptions are tried again, never an {@link Error}; so a {@link Cancellation} always goes through.
 */
public final class Retry {

    private final long times;
    private final Predicate<? super Exception> on;
    private final Duration firstDelay;
    private final Duration maxDelay;

    private Retry(long times, Predicate<? super Exception> on, Duration firstDelay, Duration maxDelay) {
        this.times = times;
        this.on = on;
        this.firstDelay = firstDelay;
        this.maxDelay = maxDelay;
    }

    /**
     * Up to {@code times} more attempts after the first one, at once, after any exception.
     *
     * @throws IllegalArgumentException if that is negative
     */
    public static Retry times(long times) {
        if (times < 0) {
            throw new IllegalArgumentException("negative: " + times);
        }
        return new Retry(times, failure -> true, Duration.ZERO, Duration.ZERO);
    }

    /** Any number of attempts. */
    public static Retry forever() {
        return times(Long.MAX_VALUE);
    }

    /** Only after exceptions for which {@code predicate} holds, too. */
    public Retry on(Predicate<? super Exception> predicate) {
        Objects.requireNonNull(predicate, "predicate");
        Predicate<? super Exception> before = on;
        return new Retry(times, failure -> before.test(failure) && predicate.test(failure), firstDelay, maxDelay);
    }

    /** Each attempt {@code delay} after the failure of the one before; zero for at once. */
    public Retry delay(Duration delay) {
        return backOff(delay, delay);
    }

    /** The second attempt {@code first} after the failure of the first one, each further one after twice as long, up to {@code max}. */
    public Retry backOff(Duration first, Duration max) {
        if (first.isNegative() || max.compareTo(first) < 0) {
            throw new IllegalArgumentException("not a range of delays: " + first + " to " + max);
        }
        return new Retry(times, on, first, max);
    }

    /**
     * How long to wait before the next attempt, or null if there is to be none.
     *
     * @param failures how many attempts have failed, with this one
     * @param failure what this one has failed with
     */
    public @Nullable Duration delayAfter(long failures, Exception failure) {
        if (failures > times || !on.test(failure)) {
            return null;
        }
        Duration delay = firstDelay;
        for (long i = 1; i < failures && delay.compareTo(maxDelay) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
    }
}
