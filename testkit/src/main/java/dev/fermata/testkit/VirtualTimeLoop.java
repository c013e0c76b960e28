package dev.fermata.testkit;

import dev.fermata.internal.loop.LoopClock;
import dev.fermata.internal.loop.ThreadLoop;
import dev.fermata.loop.EventLoop;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

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
        return create(0);
    }

    /**
     * As {@link #create()}; in each iteration the tasks that are ready take their turns in an order that {@code seed}
     * decides. The same seed gives the same run. Callbacks and timers keep the order that loops promise.
     *
     * @param seed any number; 0 is the order in which the tasks were made ready
     */
    public static EventLoop create(long seed) {
        return create(seed, null);
    }

    /**
     * As {@link #create(long)}, for runs that may not take longer than {@code limit}: in place of jumping past it the
     * clock throws a {@link TimeLimitError} that lists all tasks, once.
     *
     * @param seed any number; 0 is the order in which the tasks were made ready
     * @param limit counted from now; null for none
     */
    public static EventLoop create(long seed, @Nullable Duration limit) {
        LoopClock clock = new VirtualClock(limit);
        return seed == 0 ? new ThreadLoop(clock) : new ThreadLoop(clock, random(seed)::nextInt);
    }

    /**
     * {@link Random} is the same on every JDK; but neighbouring seeds give it the same first choices, so they are spread
     * out before (by the golden ratio, as in Knuth's multiplicative hashing).
     */
    private static Random random(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** The virtual time that has passed on {@code loop}, which {@link #create} made. */
    public static Duration elapsed(EventLoop loop) {
        return Duration.ofNanos(loop.time());
    }

    private static final class VirtualClock implements LoopClock {

        private final @Nullable Duration limit;
        private volatile long now;
        private boolean limitPassed;

        VirtualClock(@Nullable Duration limit) {
            this.limit = limit;
        }

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
                checkLimit(loop, deadline);
                now = Math.max(now, deadline);
            }
        }

        /** Only once, so that the tasks can be cancelled and clean up after it. */
        private void checkLimit(ThreadLoop loop, long deadline) {
            if (limit != null && !limitPassed && deadline > limit.toNanos()) {
                limitPassed = true;
                throw new TimeLimitError(limit, loop.dumpTasks());
            }
        }
    }
}
