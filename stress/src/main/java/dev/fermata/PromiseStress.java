package dev.fermata;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Promises that other threads complete, cancel and listen to. */
public final class PromiseStress {

    private PromiseStress() {}

    /** A promise is completed elsewhere while the loop comes to await it. */
    @JCStressTest
    @Outcome(id = "x", expect = ACCEPTABLE, desc = "the value has arrived")
    @Outcome(expect = FORBIDDEN, desc = "a lost wake-up")
    @State
    public static class CompleteAndAwait {
        private final Rig rig = new Rig();
        private final Promise<String> promise = new Promise<>(rig.loop);
        private final Task<String> task = Tasks.startOn(rig.loop, Rig.awaiting(promise));

        @Actor
        public void loop() {
            rig.turn();
        }

        @Actor
        public void complete() {
            promise.complete("x");
        }

        @Arbiter
        public void end(L_Result result) {
            rig.turn();
            result.r1 = Rig.end(task);
        }
    }

    /** Two threads end the same promise in different ways. */
    @JCStressTest
    @Outcome(
            id = {"x, 1", "cancelled, 1"},
            expect = ACCEPTABLE,
            desc = "one of them, told once")
    @Outcome(expect = FORBIDDEN, desc = "neither, or told not once")
    @State
    public static class CompleteAndCancel {
        private final Rig rig = new Rig();
        private final Promise<String> promise = new Promise<>(rig.loop);
        private int told;

        public CompleteAndCancel() {
            promise.addDoneCallback(done -> told++);
        }

        @Actor
        public void complete() {
            promise.tryComplete("x");
        }

        @Actor
        public void cancel() {
            promise.cancel();
        }

        @Arbiter
        public void end(LI_Result result) {
            rig.turn();
            result.r1 = Rig.end(promise);
            result.r2 = told;
        }
    }

    /** A callback is added elsewhere while the promise is completed. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "called once")
    @Outcome(expect = FORBIDDEN, desc = "forgotten, or called twice")
    @State
    public static class ListenAndComplete {
        private final Rig rig = new Rig();
        private final Promise<String> promise = new Promise<>(rig.loop);
        private int called;

        @Actor
        public void listen() {
            promise.addDoneCallback(done -> called++);
        }

        @Actor
        public void complete() {
            promise.complete("x");
        }

        @Arbiter
        public void end(L_Result result) {
            rig.turn();
            result.r1 = called;
        }
    }

    /** Two threads complete the same promise: one value counts, and the other thread, or the handler, is told. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "2, 1"},
            expect = ACCEPTABLE,
            desc = "one of them, and one failure")
    @Outcome(expect = FORBIDDEN, desc = "a completion that vanished")
    @State
    public static class CompleteTwice {
        private final Rig rig = new Rig();
        private final Promise<Integer> promise = new Promise<>(rig.loop);
        private final AtomicInteger failures = new AtomicInteger();

        public CompleteTwice() {
            rig.loop.setExceptionHandler((where, context) -> failures.incrementAndGet());
        }

        private void complete(int value) {
            try {
                promise.complete(value);
            } catch (IllegalStateException alreadyDone) {
                failures.incrementAndGet();
            }
        }

        @Actor
        public void first() {
            complete(1);
        }

        @Actor
        public void second() {
            complete(2);
            rig.turn();
        }

        @Arbiter
        public void end(II_Result result) {
            rig.turn();
            result.r1 = promise.result();
            result.r2 = failures.get();
        }
    }
}
