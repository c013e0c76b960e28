package dev.fermata;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LI_Result;

/** Hot calls outside of any loop, which go on wherever what they await is completed. */
public final class DetachedStress {

    private DetachedStress() {}

    @Async
    private static CompletableFuture<Integer> sum(CompletableFuture<Integer> a, CompletableFuture<Integer> b) {
        int first = Await.on(a);
        int second = Await.on(b);
        return CompletableFuture.completedFuture(first + second);
    }

    @Async
    private static CompletableFuture<String> counting(CompletableFuture<String> future, AtomicInteger ends) {
        try {
            return CompletableFuture.completedFuture(Await.on(future));
        } finally {
            ends.incrementAndGet();
        }
    }

    /** Two threads complete what the call awaits one after the other. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "the sum")
    @Outcome(expect = FORBIDDEN, desc = "never resumed")
    @State
    public static class CompletedByTwo {
        private final CompletableFuture<Integer> a = new CompletableFuture<>();
        private final CompletableFuture<Integer> b = new CompletableFuture<>();
        private final CompletableFuture<Integer> sum = sum(a, b);

        @Actor
        public void first() {
            a.complete(1);
        }

        @Actor
        public void second() {
            b.complete(2);
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = sum.getNow(0);
        }
    }

    /** One thread completes what the call awaits, another cancels the call. */
    @JCStressTest
    @Outcome(
            id = {"x, 1", "cancelled, 1"},
            expect = ACCEPTABLE,
            desc = "whichever came first; the body has ended once")
    @Outcome(expect = FORBIDDEN, desc = "never resumed, or resumed twice")
    @State
    public static class CompletedAndCancelled {
        private final AtomicInteger ends = new AtomicInteger();
        private final CompletableFuture<String> future = new CompletableFuture<>();
        private final CompletableFuture<String> call = counting(future, ends);

        @Actor
        public void complete() {
            future.complete("x");
        }

        @Actor
        public void cancel() {
            call.cancel(false);
        }

        @Arbiter
        public void end(LI_Result result) {
            result.r1 = call.isCancelled() ? "cancelled" : call.getNow("pending");
            result.r2 = ends.get();
        }
    }
}
