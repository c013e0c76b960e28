package dev.fermata;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;

/** Awaitables of the user's own, which know nothing of threads. */
public final class AwaitableStress {

    private AwaitableStress() {}

    /** One wait that never ends by itself. */
    private static final class Wait implements Awaitable<String> {
        private Awaitable.Waiter<? super String> waiter;

        @Override
        public void await(Waiter<? super String> begun) {
            waiter = begun;
        }
    }

    /** The wait is completed elsewhere while the task is cancelled. */
    @JCStressTest
    @Outcome(
            id = {"true, x", "false, cancelled"},
            expect = ACCEPTABLE,
            desc = "both sides agree")
    @Outcome(expect = FORBIDDEN, desc = "a value that was accepted is lost, or one that was refused arrives")
    @State
    public static class CompleteAndCancel {
        private final Rig rig = new Rig();
        private final Wait wait = new Wait();
        private final Task<String> task = Tasks.startOn(rig.loop, Rig.awaiting(wait));

        public CompleteAndCancel() {
            rig.turn();
        }

        @Actor
        public void complete(ZL_Result result) {
            result.r1 = Objects.requireNonNull(wait.waiter).complete("x");
        }

        @Actor
        public void cancel() {
            task.cancel();
            rig.turn();
        }

        @Arbiter
        public void end(ZL_Result result) {
            rig.turn();
            result.r2 = Rig.end(task);
        }
    }

    /** What to do on cancellation is said elsewhere, while the task is cancelled. */
    @JCStressTest
    @Outcome(id = "cancelled, 1", expect = ACCEPTABLE, desc = "done once")
    @Outcome(expect = FORBIDDEN, desc = "forgotten, or done twice")
    @State
    public static class OnCancelAndCancel {
        private final Rig rig = new Rig();
        private final Wait wait = new Wait();
        private final Task<String> task = Tasks.startOn(rig.loop, Rig.awaiting(wait));
        private int done;

        public OnCancelAndCancel() {
            rig.turn();
        }

        @Actor
        public void onCancel() {
            Objects.requireNonNull(wait.waiter).onCancel(() -> done++);
        }

        @Actor
        public void cancel() {
            task.cancel();
            rig.turn();
        }

        @Arbiter
        public void end(LI_Result result) {
            rig.turn();
            result.r1 = Rig.end(task);
            result.r2 = done;
        }
    }
}
