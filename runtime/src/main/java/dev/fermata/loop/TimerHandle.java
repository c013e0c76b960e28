package dev.fermata.loop;

/** A callback that was scheduled for a point in time. Thread-safe. */
public abstract class TimerHandle extends Handle {

    private final long when;

    /** For event loops. */
    protected TimerHandle(EventLoop loop, Runnable callback, long when) {
        super(loop, callback);
        this.when = when;
    }

    /** The time at which the callback runs: nanoseconds on the clock of {@link EventLoop#time}. */
    public final long when() {
        return when;
    }
}
