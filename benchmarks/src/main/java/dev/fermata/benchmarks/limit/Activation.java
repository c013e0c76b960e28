package dev.fermata.benchmarks.limit;

/**
 * One call of a coroutine: its frame, its task and its place in a queue in one object. Single-threaded, not cancellable,
 * without exceptions and context: as little as can be done.
 */
abstract class Activation {

    /** Who goes on when this has ended. */
    Activation caller;

    /** The link of the queue that this is in. */
    Activation next;

    /** Where to go on. */
    int state;

    /** Runs up to the next suspension; returns who is to run now, or null. */
    abstract Activation step();

    /** Runs {@code first} and whoever is to run after it. */
    static void run(Activation first) {
        Activation now = first;
        while (now != null) {
            now = now.step();
        }
    }
}
