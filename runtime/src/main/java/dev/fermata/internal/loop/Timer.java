package dev.fermata.internal.loop;

import dev.fermata.loop.TimerHandle;
import org.jspecify.annotations.Nullable;

/** A timer of a {@link QueuedLoop}. */
final class Timer extends TimerHandle {

    static final short NO_SLOT = -1;

    // What follows belongs to the TimerWheel.

    /** Its place among timers of the same deadline. */
    long number;

    /** The slot that it lies in, or {@link #NO_SLOT}. */
    short slot = NO_SLOT;

    /** The others in its slot. */
    @Nullable
    Timer next;

    @Nullable
    Timer previous;

    Timer(QueuedLoop loop, Runnable callback, long when) {
        super(loop, callback, when);
    }

    @Override
    public boolean cancel() {
        boolean prevented = super.cancel();
        if (prevented) {
            ((QueuedLoop) loop()).timerCancelled(this);
        }
        return prevented;
    }

    boolean isBefore(Timer other) {
        return when() != other.when() ? when() < other.when() : number < other.number;
    }
}
