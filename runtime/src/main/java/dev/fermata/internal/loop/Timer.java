package dev.fermata.internal.loop;

import dev.fermata.loop.TimerHandle;
import org.jspecify.annotations.Nullable;

/** A timer of a {@link QueuedLoop}. */
final class Timer extends TimerHandle {

    private final QueuedLoop loop;

    /** The heap that it is in; owned, as all below, by the loop's thread. */
    @Nullable
    TimerHeap heap;

    /** Whether the heap has counted it as cancelled. */
    boolean counted;

    /** Its place among timers of the same deadline. */
    long number;

    Timer(QueuedLoop loop, Runnable callback, long when) {
        super(loop, callback, when);
        this.loop = loop;
    }

    @Override
    public void cancel() {
        if (!isCancelled()) {
            super.cancel();
            loop.timerCancelled(this);
        }
    }

    boolean isBefore(Timer other) {
        return when() != other.when() ? when() < other.when() : number < other.number;
    }
}
