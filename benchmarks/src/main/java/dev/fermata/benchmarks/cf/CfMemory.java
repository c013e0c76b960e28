package dev.fermata.benchmarks.cf;

import dev.fermata.benchmarks.harness.Heap;
import dev.fermata.benchmarks.harness.Lags;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** W5 and W6 with callbacks. */
public final class CfMemory {

    private CfMemory() {}

    /** W5. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static Map<String, Double> suspended(int tasks, int depth) {
        CompletableFuture<Integer>[] pending = new CompletableFuture[tasks];
        long[] sum = new long[1];
        long before = Heap.live();
        for (int i = 0; i < tasks; i++) {
            pending[i] = new CompletableFuture<>();
            if (depth == 1) {
                locals(pending[i], i, i, sum);
            } else {
                nest(pending[i], depth, i, sum);
            }
        }
        double bytes = (Heap.live() - before) / (double) tasks;
        for (CompletableFuture<Integer> each : pending) {
            each.complete(1);
        }
        if (sum[0] < tasks) {
            throw new IllegalStateException("not all have ended: " + sum[0]);
        }
        return Map.of("bytes", bytes);
    }

    private static CompletableFuture<Void> locals(CompletableFuture<Integer> pending, int a, long b, long[] sum) {
        return pending.thenAccept(value -> sum[0] += value + a + b);
    }

    private static CompletableFuture<Long> nest(CompletableFuture<Integer> pending, int depth, long b, long[] sum) {
        if (depth == 1) {
            return pending.thenApply(value -> {
                sum[0] += value;
                return b;
            });
        }
        return nest(pending, depth - 1, b + 1, sum).thenApply(below -> below + b);
    }

    /** W6. */
    public static void sleepAll(Lags lags) throws InterruptedException {
        CountDownLatch all = new CountDownLatch(lags.sleepers);
        var one = Executors.newSingleThreadExecutor();
        for (int i = 0; i < lags.sleepers; i++) {
            long nanos = lags.next();
            long due = System.nanoTime() + nanos;
            Executor delayed = CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, one);
            CompletableFuture.runAsync(
                    () -> {
                        lags.ended(due);
                        all.countDown();
                    },
                    delayed);
        }
        all.await();
        one.shutdown();
    }
}
