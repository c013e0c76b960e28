package dev.fermata.testkit;

import dev.fermata.internal.loop.LoopClock;
import dev.fermata.internal.loop.ThreadLoop;
import dev.fermata.loop.EventLoop;
import java.time.Duration;

/**
 * Makes event loops in virtual time. Their clock stands still while there is something to do and jumps to the next
 * deadline when there is not, so that hours pass in no time and tests never sleep.
 *
 * <p>While work outside the loop is declared to be under way ({@link EventLoop#outsideWorkBegan}; the work of {@code
 * Tasks.toThread} declares itself), an idle loop waits for it. When there is neither such work nor a deadline, nothing
 * can happen any more: the run ends with an {@link IdleLoopError} that lists all tasks.
 */
public final class VirtualTimeLoop {

    private VirtualTimeLoop() {}

    /** Makes a loop whose {@link EventLoop#time} begins at zero. */
    public static EventLoop create() {
        return new ThreadLoop(new VirtualClock());
    }

    /** The virtual time that has passed on {@code loop}, which {@link #create} made. */
    public static Duration elapsed(EventLoop loop) {
        return Duration.ofNanos(loop.time());
    }

    private static final class VirtualClock implements LoopClock {

        private volatile long now;

        @Override
        public long time() {
            return now;
        }

        @Override
        public void idle(ThreadLoop loop, long deadline) {
            if (loop.awaitsOutsideWork()) {
                loop.park(NEVER);
            } else if (loop.hasPosts()) {
                return;
            } else if (deadline == NEVER) {
                throw new IdleLoopError(loop.dumpTasks());
            } else {
                now = Math.max(now, deadline);
            }
        }
    }
}
