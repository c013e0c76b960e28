package dev.fermata;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fermata.loop.Handle;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Callbacks and timers that another thread cancels while the loop comes to run them, and loops that another stops. */
public final class HandleStress {

    private HandleStress() {}

    /** A callback is cancelled while its turn comes. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "in time, or too late")
    @Outcome(expect = FORBIDDEN, desc = "run twice, or others with it")
    @State
    public static class CancelCallback {
        private final Rig rig = new Rig();
        private int ran;
        private int others;
        private final Handle handle = rig.loop.callSoon(() -> ran++);

        public CancelCallback() {
            rig.loop.callSoon(() -> others++);
        }

        @Actor
        public void loop() {
            rig.turn();
        }

        @Actor
        public void cancel() {
            handle.cancel();
        }

        @Arbiter
        public void end(II_Result result) {
            rig.turn();
            result.r1 = ran;
            result.r2 = others;
        }
    }

    /** A timer is cancelled while it is due. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "in time, or too late")
    @Outcome(expect = FORBIDDEN, desc = "run twice, or others with it")
    @State
    public static class CancelTimer {
        private final Rig rig = new Rig();
        private int ran;
        private int others;
        private final Handle timer = rig.loop.callLater(Duration.ZERO, () -> ran++);

        public CancelTimer() {
            rig.loop.callLater(Duration.ZERO, () -> others++);
        }

        @Actor
        public void loop() {
            rig.turn();
        }

        @Actor
        public void cancel() {
            timer.cancel();
        }

        @Arbiter
        public void end(II_Result result) {
            rig.turn();
            result.r1 = ran;
            result.r2 = others;
        }
    }

    /** Another thread ends the run of a loop, which has nothing to do and sleeps. */
    @JCStressTest(Mode.Termination)
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "the run has ended")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "it sleeps for ever")
    @State
    public static class StopIdleLoop {
        private final Rig rig = new Rig();

        @Actor
        public void run() {
            rig.loop.runForever();
        }

        @Signal
        public void stop() {
            rig.loop.stop();
        }
    }
}
