package dev.fermata.benchmarks.vt;

import dev.fermata.benchmarks.harness.Heap;
import dev.fermata.benchmarks.harness.Lags;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** W5 to W7 with virtual threads. */
public final class ThreadMemory {

    private ThreadMemory() {}

    /** W5. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static Map<String, Double> suspended(int tasks, int depth) throws InterruptedException {
        CompletableFuture<Integer>[] pending = new CompletableFuture[tasks];
        long[] sum = new long[1];
        CountDownLatch suspended = new CountDownLatch(tasks);
        CountDownLatch ended = new CountDownLatch(tasks);
        long before = Heap.live();
        for (int i = 0; i < tasks; i++) {
            CompletableFuture<Integer> mine = new CompletableFuture<>();
            pending[i] = mine;
            int local = i;
            ThreadSuspensions.start(() -> {
                suspended.countDown();
                if (depth == 1) {
                    sum[0] += mine.join() + local;
                } else {
                    nest(mine, depth, local, sum);
                }
                ended.countDown();
            });
        }
        suspended.await();
        ThreadSuspensions.start(() -> {}).join();
        double bytes = (Heap.live() - before) / (double) tasks;
        for (CompletableFuture<Integer> each : pending) {
            each.complete(1);
        }
        ended.await();
        return Map.of("bytes", bytes);
    }

    private static long nest(CompletableFuture<Integer> pending, int depth, long b, long[] sum) {
        if (depth == 1) {
            sum[0] += pending.join();
            return b;
        }
        return nest(pending, depth - 1, b + 1, sum) + b;
    }

    /** W6. */
    public static void sleepAll(Lags lags) throws InterruptedException {
        CountDownLatch all = new CountDownLatch(lags.sleepers);
        for (int i = 0; i < lags.sleepers; i++) {
            long nanos = lags.next();
            ThreadSuspensions.start(() -> {
                long due = System.nanoTime() + nanos;
                try {
                    Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                lags.ended(due);
                all.countDown();
            });
        }
        all.await();
    }

    /** W7. */
    public static long exchange(int operations) throws InterruptedException {
        BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
        return ThreadSuspensions.onVirtualThread(() -> {
            ThreadSuspensions.start(() -> {
                try {
                    for (int i = 0; i < operations; i++) {
                        queue.put(i & 63);
                    }
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            long sum = 0;
            for (int i = 0; i < operations; i++) {
                sum += queue.take();
            }
            return sum;
        });
    }
}
