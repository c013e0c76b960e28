package dev.fermata.benchmarks.ea;

import static com.ea.async.Async.await;

import java.util.concurrent.CompletableFuture;

/** W2 and W3: pending futures, which the driver completes. */
public final class EaSuspensions {

    private EaSuspensions() {}

    /** What the driver completes next. */
    private static final class Slot {

        private CompletableFuture<Integer> pending;

        CompletableFuture<Integer> next() {
            pending = new CompletableFuture<>();
            return pending;
        }
    }

    private static long drive(Slot slot, CompletableFuture<Long> running, int completions) {
        for (int i = 0; i < completions; i++) {
            slot.pending.complete(i & 63);
        }
        return running.join();
    }

    /** W2a. */
    public static long once(int operations) {
        Slot slot = new Slot();
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            CompletableFuture<Integer> running = suspendOnce(slot);
            slot.pending.complete(i & 63);
            sum += running.join();
        }
        return sum;
    }

    private static CompletableFuture<Integer> suspendOnce(Slot slot) {
        return CompletableFuture.completedFuture(await(slot.next()) + 1);
    }

    /** W2b. */
    public static long loop(int operations) {
        Slot slot = new Slot();
        return drive(slot, suspendInLoop(slot, operations), operations);
    }

    private static CompletableFuture<Long> suspendInLoop(Slot slot, int n) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            sum += await(slot.next());
        }
        return CompletableFuture.completedFuture(sum);
    }

    /** W3a. */
    public static long nestedLoop(int depth, int operations) {
        Slot slot = new Slot();
        return drive(slot, above(slot, depth, operations), operations);
    }

    private static CompletableFuture<Long> above(Slot slot, int depth, int n) {
        long sum = await(depth == 1 ? suspendInLoop(slot, n) : above(slot, depth - 1, n));
        return CompletableFuture.completedFuture(sum + 1);
    }

    /** W3b. */
    public static long nest(int depth, int operations) {
        Slot slot = new Slot();
        return drive(slot, callNests(slot, depth, operations), operations);
    }

    private static CompletableFuture<Long> callNests(Slot slot, int depth, int n) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            sum += await(nested(slot, depth));
        }
        return CompletableFuture.completedFuture(sum);
    }

    private static CompletableFuture<Integer> nested(Slot slot, int depth) {
        if (depth == 1) {
            return CompletableFuture.completedFuture(await(slot.next()));
        }
        return CompletableFuture.completedFuture((await(nested(slot, depth - 1)) + 1) & 127);
    }
}
