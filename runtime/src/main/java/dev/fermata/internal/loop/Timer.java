package dev.fermata.internal.loop;

import dev.fermata.loop.TimerHandle;

/** A timer of a {@link QueuedLoop}. */
final class Timer extends TimerHandle {

    /** Owned by the loop's thread: the {@link TimerWheel} has got this. */
    private boolean added;

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

    @Override
    protected boolean isObsolete() {
        return isCancelled();
    }

    /** Comes to {@code wheel}, unless it was cancelled on the way. */
    void addTo(TimerWheel wheel) {
        if (!isCancelled()) {
            added = true;
            wheel.add(this, when());
        }
    }

    /** Tells {@code wheel} that this was cancelled, if it has got this. */
    void cancelledIn(TimerWheel wheel) {
        if (added) {
            wheel.cancelled(when());
        }
    }
}
