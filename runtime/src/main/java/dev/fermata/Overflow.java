package dev.fermata;

import java.util.Objects;

/**
 * How many elements an {@link Emitter} keeps until the consumer takes them, and what becomes of one for which there is no
 * room.
 *
 * @param capacity how many elements are kept; {@link Integer#MAX_VALUE} for any number
 * @param whenFull what becomes of an element for which there is no room
 */
public record Overflow(int capacity, WhenFull whenFull) {

    /** What becomes of an element for which there is no room. */
    public enum WhenFull {
        /** {@link Emitter#emit} waits for room, {@link Emitter#tryEmit} refuses the element. */
        SUSPEND,
        /** It takes the place of the oldest one. */
        DROP_OLDEST,
        /** It is dropped. */
        DROP_NEWEST,
        /** The stream fails with an {@link IllegalStateException}, after the elements that are kept. */
        FAIL
    }

    /**
     * Checks the arguments.
     *
     * @throws IllegalArgumentException if {@code capacity} is less than 1
     */
    public Overflow {
        Objects.requireNonNull(whenFull, "whenFull");
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1: " + capacity);
        }
    }

    /** Keeps {@code capacity} elements; beyond that emitters wait or are refused. */
    public static Overflow suspend(int capacity) {
        return new Overflow(capacity, WhenFull.SUSPEND);
    }

    /** Keeps the {@code capacity} newest elements. */
    public static Overflow dropOldest(int capacity) {
        return new Overflow(capacity, WhenFull.DROP_OLDEST);
    }

    /** Keeps the {@code capacity} oldest elements. */
    public static Overflow dropNewest(int capacity) {
        return new Overflow(capacity, WhenFull.DROP_NEWEST);
    }

    /** Keeps the latest element alone; Kotlin calls it conflated. */
    public static Overflow latest() {
        return dropOldest(1);
    }

    /** Keeps all elements. */
    public static Overflow unbounded() {
        return suspend(Integer.MAX_VALUE);
    }

    /** Keeps {@code capacity} elements; one more is a failure of the stream. */
    public static Overflow fail(int capacity) {
        return new Overflow(capacity, WhenFull.FAIL);
    }
}
