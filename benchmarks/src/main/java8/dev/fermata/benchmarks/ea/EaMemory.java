package dev.fermata.benchmarks.ea;

import static com.ea.async.Async.await;

import java.util.concurrent.CompletableFuture;

/** W5 and W10. */
public final class EaMemory {

    private EaMemory() {}

    /** W5: suspends below {@code depth} calls until {@code pending} is completed. */
    public static CompletableFuture<Long> suspend(
            CompletableFuture<Integer> pending, int depth, int local, long[] sum) {
        return depth == 1 ? locals(pending, local, local, sum) : nest(pending, depth, local, sum);
    }

    private static CompletableFuture<Long> locals(CompletableFuture<Integer> pending, int a, long b, long[] sum) {
        int value = await(pending);
        sum[0] += value + a + b;
        return CompletableFuture.completedFuture(b);
    }

    private static CompletableFuture<Long> nest(CompletableFuture<Integer> pending, int depth, long b, long[] sum) {
        if (depth == 1) {
            int value = await(pending);
            sum[0] += value;
            return CompletableFuture.completedFuture(b);
        }
        long below = await(nest(pending, depth - 1, b + 1, sum));
        return CompletableFuture.completedFuture(below + b);
    }

    /** W10: suspends {@code n} times, each time on what {@code pending[0]} is then. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static CompletableFuture<Long> suspendAgain(CompletableFuture[] pending, int n) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            CompletableFuture<Integer> next = new CompletableFuture<>();
            pending[0] = next;
            sum += await(next);
        }
        return CompletableFuture.completedFuture(sum);
    }
}
