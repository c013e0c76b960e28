package dev.fermata;

import dev.fermata.internal.loop.LoopClock;
import dev.fermata.internal.loop.ThreadLoop;
import dev.fermata.loop.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A loop whose clock jumps to the next deadline and, on demand, stands where a busy program would have left it. */
public final class VirtualLoop implements LoopClock {

    private volatile long now;

    /** How often the loop had nothing to do. */
    public int idled;

    public final EventLoop loop = new ThreadLoop(this);

    /** What the tests record. */
    public final List<String> events = new ArrayList<>();

    @Override
    public long time() {
        return now;
    }

    /** Pretends that the program was busy for a while. */
    public void pass(Duration duration) {
        now += duration.toNanos();
    }

    public void log(String event) {
        events.add(event);
    }

    @Override
    public void idle(ThreadLoop idleLoop, long deadline) {
        idled++;
        if (idleLoop.awaitsOutsideWork()) {
            idleLoop.park(NEVER);
        } else if (!idleLoop.hasPosts()) {
            if (deadline == NEVER) {
                throw new AssertionError("idle for ever: " + idleLoop.dumpTasks());
            }
            now = Math.max(now, deadline);
        }
    }

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
