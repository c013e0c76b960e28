package dev.fermata;

import org.jspecify.annotations.Nullable;

/**
 * The failure or the cancellation that a promise ended with. Promises keep values as they are and everything else in one
 * of these, as one look at the class tells them apart; a look at an interface, such as {@link Outcome}, costs the JVM
 * many times more.
 */
final class Ended {

    private final Outcome<?> outcome;

    /** Somebody has asked for the failure. */
    private volatile boolean read;

    private Ended(Outcome<?> outcome) {
        this.outcome = outcome;
    }

    static Ended failed(Throwable failure) {
        return new Ended(new Outcome.Failure<>(failure));
    }

    static Ended cancelled(@Nullable String message) {
        return new Ended(new Outcome.Cancelled<>(message));
    }

    /** One of the same kind that nobody has asked for. */
    Ended copy() {
        return new Ended(outcome);
    }

    /** How it ended; counts as asking. */
    Outcome<?> read() {
        if (!read) {
            read = true;
        }
        return outcome;
    }

    boolean isCancelled() {
        return outcome instanceof Outcome.Cancelled;
    }

    /** The failure, if it is one; does not count as asking. */
    @Nullable
    Throwable failure() {
        return outcome instanceof Outcome.Failure<?> failure ? failure.exception() : null;
    }

    /** The failure, if it is one and nobody has asked for it; does not count as asking. */
    @Nullable
    Throwable unreadFailure() {
        return read ? null : failure();
    }

    @Override
    public String toString() {
        Throwable failure = failure();
        return failure == null ? "cancelled" : "failed: " + failure.getClass().getName();
    }
}
