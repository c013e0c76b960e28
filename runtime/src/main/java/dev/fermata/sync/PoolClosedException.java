package dev.fermata.sync;

/** Thrown where a resource is asked for of an {@link AsyncPool} that is, or meanwhile was, closed. */
public final class PoolClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PoolClosedException() {
        super("the pool was closed");
    }
}
