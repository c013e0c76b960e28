package dev.fermata;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;

/** Tasks that other threads start and cancel. */
public final class TaskStress {

    private TaskStress() {}

    /** A task is cancelled elsewhere while it runs to its end. */
    @JCStressTest
    @Outcome(
            id = {"true, x", "false, x", "true, cancelled"},
            expect = ACCEPTABLE,
            desc = "asked for in time, or too late")
    @Outcome(expect = FORBIDDEN, desc = "refused and cancelled all the same, or never ended")
    @State
    public static class CancelAndEnd {
        private final Rig rig = new Rig();
        private final Task<String> task = Tasks.startOn(rig.loop, Rig.awaiting(Tasks.sleep(Duration.ZERO, "x")));

        @Actor
        public void loop() {
            rig.turn();
        }

        @Actor
        public void cancel(ZL_Result result) {
            result.r1 = task.cancel();
        }

        @Arbiter
        public void end(ZL_Result result) {
            rig.turn();
            result.r2 = Rig.end(task);
        }
    }

    /** What a task awaits is completed by one thread, the task cancelled by another. */
    @JCStressTest
    @Outcome(
            id = {"x", "cancelled"},
            expect = ACCEPTABLE,
            desc = "whichever came first")
    @Outcome(expect = FORBIDDEN, desc = "neither")
    @State
    public static class CancelAndComplete {
        private final Rig rig = new Rig();
        private final Promise<String> promise = new Promise<>(rig.loop);
        private final Task<String> task = Tasks.startOn(rig.loop, Rig.awaiting(promise));

        public CancelAndComplete() {
            rig.turn();
        }

        @Actor
        public void complete() {
            promise.tryComplete("x");
        }

        @Actor
        public void cancel() {
            task.cancel();
        }

        @Arbiter
        public void end(L_Result result) {
            rig.turn();
            result.r1 = Rig.end(task);
        }
    }

    /** A task is started while its loop is closed: it is taken or refused, and a refused one leaves no trace. */
    @JCStressTest
    @Outcome(
            id = {"taken, 1", "refused, 0"},
            expect = ACCEPTABLE,
            desc = "before or after")
    @Outcome(expect = FORBIDDEN, desc = "something between")
    @State
    public static class StartAndClose {
        private final Rig rig = new Rig();

        @Actor
        public void start(LI_Result result) {
            try {
                Tasks.startOn(rig.loop, Rig.awaiting(Tasks.yieldNow()));
                result.r1 = "taken";
            } catch (IllegalStateException closed) {
                result.r1 = "refused";
            }
        }

        @Actor
        public void close() {
            rig.loop.close();
        }

        @Arbiter
        public void count(LI_Result result) {
            result.r2 = Tasks.all(rig.loop).size();
        }
    }
}
