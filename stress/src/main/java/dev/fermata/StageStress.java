package dev.fermata;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Futures of the JDK that are completed while a task comes to await them, or is cancelled. */
public final class StageStress {

    private StageStress() {}

    /** The future is completed while the task registers with it. */
    @JCStressTest
    @Outcome(id = "x", expect = ACCEPTABLE, desc = "the value has arrived")
    @Outcome(expect = FORBIDDEN, desc = "a lost wake-up")
    @State
    public static class CompleteAndAwait {
        private final Rig rig = new Rig();
        private final CompletableFuture<String> future = new CompletableFuture<>();
        private final Task<String> task = Tasks.startOn(rig.loop, Rig.awaiting(future));

        @Actor
        public void loop() {
            rig.turn();
        }

        @Actor
        public void complete() {
            future.complete("x");
        }

        @Arbiter
        public void end(L_Result result) {
            rig.turn();
            result.r1 = Rig.end(task);
        }
    }

    /** The future is completed while the task that awaits it is cancelled. */
    @JCStressTest
    @Outcome(
            id = {"x", "cancelled"},
            expect = ACCEPTABLE,
            desc = "whichever came first")
    @Outcome(expect = FORBIDDEN, desc = "neither")
    @State
    public static class CompleteAndCancel {
        private final Rig rig = new Rig();
        private final CompletableFuture<String> future = new CompletableFuture<>();
        private final Task<String> task = Tasks.startOn(rig.loop, Rig.awaiting(future));

        public CompleteAndCancel() {
            rig.turn();
        }

        @Actor
        public void cancel() {
            task.cancel();
            rig.turn();
        }

        @Actor
        public void complete() {
            future.complete("x");
        }

        @Arbiter
        public void end(L_Result result) {
            rig.turn();
            result.r1 = Rig.end(task);
        }
    }
}
