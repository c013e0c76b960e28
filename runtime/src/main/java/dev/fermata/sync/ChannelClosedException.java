package dev.fermata.sync;

/** Thrown by operations on a {@link Channel} that can no longer succeed, since one end of it is closed. */
public final class ChannelClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChannelClosedException(String message) {
        super(message);
    }
}
