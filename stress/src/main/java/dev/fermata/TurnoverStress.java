package dev.fermata;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fermata.loop.EventLoop;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Loops that another thread begins to run while the one that has made them acts for them. */
public final class TurnoverStress {

    private TurnoverStress() {}

    /** A loop that belongs to the actor which makes it, and that another actor waits for. */
    private static class Made {
        private volatile @Nullable Promise<Integer> promise;
        int seen;

        final Promise<Integer> make() {
            EventLoop loop = EventLoop.create();
            loop.setExceptionHandler((where, context) -> {});
            Promise<Integer> made = new Promise<>(loop);
            promise = made;
            return made;
        }

        /** Completes the promise on its loop, and looks at it. */
        final void run() {
            Promise<Integer> made = promise;
            while (made == null) {
                Thread.onSpinWait();
                made = promise;
            }
            Promise<Integer> pending = made;
            EventLoop loop = made.loop();
            loop.execute(() -> {
                pending.tryComplete(1);
                seen = pending.result();
            });
            turn(loop);
        }

        final int end() {
            turn(promise.loop());
            return promise.result();
        }

        private static void turn(EventLoop loop) {
            for (int i = 0; i < 3; i++) {
                loop.stop();
                loop.runForever();
            }
        }
    }

    /** The maker listens while the other thread completes. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "called once")
    @Outcome(expect = FORBIDDEN, desc = "forgotten, or called twice")
    @State
    public static class ListenAndRun {
        private final Made made = new Made();
        private int called;

        @Actor
        public void maker() {
            made.make().addDoneCallback(done -> called++);
        }

        @Actor
        public void runner() {
            made.run();
        }

        @Arbiter
        public void end(II_Result result) {
            result.r1 = made.end();
            result.r2 = called;
        }
    }

    /** The maker completes while the other thread does. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "2, 2"},
            expect = ACCEPTABLE,
            desc = "the first one, for ever")
    @Outcome(expect = FORBIDDEN, desc = "two values")
    @State
    public static class CompleteAndRun {
        private final Made made = new Made();

        @Actor
        public void maker() {
            made.make().tryComplete(2);
        }

        @Actor
        public void runner() {
            made.run();
        }

        @Arbiter
        public void end(II_Result result) {
            result.r1 = made.end();
            result.r2 = made.seen;
        }
    }

    /** Two threads begin to run the same loop. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "one after the other, or one of them refused")
    @Outcome(expect = FORBIDDEN, desc = "both at once")
    @State
    public static class RunTwice {
        private final Rig rig = new Rig();
        private int steps;

        public RunTwice() {
            rig.loop.execute(this::stop);
            rig.loop.execute(() -> steps++);
            rig.loop.execute(() -> steps++);
        }

        /** Stops every run after an iteration. */
        private void stop() {
            rig.loop.stop();
            rig.loop.callSoon(this::stop);
        }

        private void run() {
            try {
                rig.loop.runForever();
            } catch (IllegalStateException isRunningAlready) {
                // As it should be.
            }
        }

        @Actor
        public void first() {
            run();
        }

        @Actor
        public void second() {
            run();
        }

        @Arbiter
        public void end(I_Result result) {
            rig.turn();
            result.r1 = steps;
        }
    }
}
