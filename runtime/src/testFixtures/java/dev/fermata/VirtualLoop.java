package dev.fermata;

import dev.fermata.internal.loop.LoopClock;
import dev.fermata.internal.loop.ThreadLoop;
import dev.fermata.loop.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A loop whose clock jumps to the next deadline and, on demand, stands where a busy program would have left it. */
public class VirtualLoop implements LoopClock {

    private volatile long now;

    public final EventLoop loop;

    /** What the tests record. */
    public final List<String> events = new ArrayList<>();

    public VirtualLoop() {
        this(ThreadLoop::new);
    }

    /** Has {@code making} make a loop that goes by the clock it is given. */
    @SuppressWarnings("this-escape") // the loop only keeps its clock
    protected VirtualLoop(Function<? super VirtualLoop, ? extends EventLoop> making) {
        loop = making.apply(this);
    }

    @Override
    public final long time() {
        return now;
    }

    /** Pretends that the program was busy for a while. */
    public void pass(Duration duration) {
        now += duration.toNanos();
    }

    /** Lets time pass until {@code deadline}, which a loop that has nothing to do waits for. */
    final void passIdle(EventLoop idle, long deadline) {
        if (deadline == NEVER) {
            throw new AssertionError("everything is idle, for ever: " + idle.dumpTasks());
        }
        now = Math.max(now, deadline);
    }

    public final void log(String event) {
        events.add(event);
    }

    @Override
    public void idle(ThreadLoop idleLoop, long deadline) {
        if (idleLoop.awaitsOutsideWork()) {
            idleLoop.park(NEVER);
        } else if (!idleLoop.hasPosts()) {
            passIdle(idleLoop, deadline);
        }
    }

    /** As above, for a loop of others: returns true if it has to wait for a post. */
    final boolean idle(ForeignLoop idleLoop, long deadline) {
        if (idleLoop.awaitsOutsideWork()) {
            return true;
        }
        if (!idleLoop.hasPosts()) {
            passIdle(idleLoop, deadline);
        }
        return false;
    }

    /** Runs {@code main} to its end; returns its result or throws its failure. */
    public <T> T run(Awaitable<T> main) {
        return loop.runUntilComplete(main);
    }

    /** As {@link Fermata#run(Awaitable)}: runs {@code main}, ends the tasks that are left, and closes the loop. */
    public <T> T runToEnd(Awaitable<T> main) {
        return Fermata.run(main, RunOptions.defaults().withLoop(() -> loop).withCancelOnExit(false, Duration.ZERO));
    }

    /** Runs some iterations, more than the tests need to settle, without letting time pass. */
    public void runReady() {
        for (int i = 0; i < 20; i++) {
            loop.callSoon(loop::stop);
            loop.runForever();
        }
    }
}
