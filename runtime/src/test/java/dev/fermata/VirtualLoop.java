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
    VirtualLoop(Function<? super VirtualLoop, ? extends EventLoop> making) {
        loop = making.apply(this);
    }

    @Override
    public final long time() {
        return now;
    }

    /** Pretends that the program was busy for a while. */
    public final void pass(Duration duration) {
        now += duration.toNanos();
    }

    /** Lets time pass until {@code deadline}, if that is to come. */
    final void passUntil(long deadline) {
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
            if (deadline == NEVER) {
                throw new AssertionError("idle for ever: " + idleLoop.dumpTasks());
            }
            passUntil(deadline);
        }
    }

    /** Runs {@code main} to its end; returns its result or throws its failure. */
    public <T> T run(Awaitable<T> main) {
        return loop.runUntilComplete(main);
    }

    /** Runs some iterations, more than the tests need to settle, without letting time pass. */
    public void runReady() {
        for (int i = 0; i < 20; i++) {
            loop.callSoon(loop::stop);
            loop.runForever();
        }
    }
}
