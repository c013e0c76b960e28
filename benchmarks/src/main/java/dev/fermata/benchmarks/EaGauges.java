package dev.fermata.benchmarks;

import dev.fermata.benchmarks.ea.EaMemory;
import dev.fermata.benchmarks.harness.Heap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** W5 and W10 around ea-async, whose own package is compiled for an older Java. */
final class EaGauges {

    private EaGauges() {}

    @SuppressWarnings({"unchecked", "rawtypes"})
    static Map<String, Double> suspended(int tasks, int depth) {
        CompletableFuture<Integer>[] pending = new CompletableFuture[tasks];
        long[] sum = new long[1];
        long before = Heap.live();
        for (int i = 0; i < tasks; i++) {
            pending[i] = new CompletableFuture<>();
            EaMemory.suspend(pending[i], depth, i, sum);
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

    @SuppressWarnings({"unchecked", "rawtypes"})
    static Map<String, Double> retained(int suspensions) {
        CompletableFuture[] pending = new CompletableFuture[1];
        long before = Heap.live();
        EaMemory.suspendAgain(pending, suspensions + 1);
        for (int i = 0; i < suspensions; i++) {
            pending[0].complete(1);
        }
        double bytes = (Heap.live() - before) / (double) suspensions;
        pending[0].complete(1);
        return Map.of("bytes", bytes);
    }
}
