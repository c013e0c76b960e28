package dev.fermata.benchmarks.limit;

/** A future for one waiter. */
final class Pending {

    Activation waiter;
    Object value;

    /** Completes this; returns who is to run now. */
    Activation complete(Object result) {
        value = result;
        return waiter;
    }
}
