package dev.fermata.internal.loop;

/** The time of a loop, and how the loop spends the time in which nothing is to be done. */
public interface LoopClock {

    /** The deadline of a loop without timers. */
    long NEVER = Long.MAX_VALUE;

    /** Nanoseconds since some origin of this clock's own; never runs backwards. */
    long time();

    /**
     * Called on the loop's thread when nothing is ready; returns when something may be: {@code deadline} is reached,
     * or a step was posted. Returning early does no harm.
     *
     * @param deadline when the next timer is due, or {@link #NEVER}
     */
    void idle(ThreadLoop loop, long deadline);

    /** True if the time is that of the world, so that a step that takes long is worth a report while it does. */
    default boolean isReal() {
        return false;
    }

    /** The wall clock: an idle loop parks its thread. */
    static LoopClock system() {
        return new SystemClock();
    }
}
