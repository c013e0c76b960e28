package dev.fermata.sync;

/** Thrown by operations on an {@link AsyncQueue} that was shut down. */
public final class QueueShutDownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QueueShutDownException() {
        super("the queue was shut down");
    }
}
