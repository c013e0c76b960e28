package dev.fermata.benchmarks.cf;

import java.util.concurrent.CompletableFuture;

/** W2 and W3 with callbacks on pending futures, which the driver completes. */
public final class CfSuspensions {

    private CfSuspensions() {}

    /** What the driver completes next. */
    private static final class Slot {

        private CompletableFuture<Integer> pending = new CompletableFuture<>();

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
            CompletableFuture<Integer> running = slot.next().thenApply(value -> value + 1);
            slot.pending.complete(i & 63);
            sum += running.join();
        }
        return sum;
    }

    /** W2b. */
    public static long loop(int operations) {
        Slot slot = new Slot();
        return drive(slot, new Loop(slot, operations).start(), operations);
    }

    private static final class Loop {

        private final Slot slot;
        private final int n;
        private final CompletableFuture<Long> result = new CompletableFuture<>();
        private int i;
        private long sum;

        Loop(Slot slot, int n) {
            this.slot = slot;
            this.n = n;
        }

        CompletableFuture<Long> start() {
            turn();
            return result;
        }

        private void turn() {
            if (i == n) {
                result.complete(sum);
                return;
            }
            i++;
            slot.next().thenAccept(this::resume);
        }

        private void resume(int value) {
            sum += value;
            turn();
        }
    }

    /** W3a. */
    public static long nestedLoop(int depth, int operations) {
        Slot slot = new Slot();
        return drive(slot, above(slot, depth, operations), operations);
    }

    private static CompletableFuture<Long> above(Slot slot, int depth, int n) {
        CompletableFuture<Long> called = depth == 1 ? new Loop(slot, n).start() : above(slot, depth - 1, n);
        return called.thenApply(sum -> sum + 1);
    }

    /** W3b. */
    public static long nest(int depth, int operations) {
        Slot slot = new Slot();
        return drive(slot, new Nests(slot, depth, operations).start(), operations);
    }

    private static final class Nests {

        private final Slot slot;
        private final int depth;
        private final int n;
        private final CompletableFuture<Long> result = new CompletableFuture<>();
        private int i;
        private long sum;

        Nests(Slot slot, int depth, int n) {
            this.slot = slot;
            this.depth = depth;
            this.n = n;
        }

        CompletableFuture<Long> start() {
            turn();
            return result;
        }

        private void turn() {
            if (i == n) {
                result.complete(sum);
                return;
            }
            i++;
            nest(depth).thenAccept(this::resume);
        }

        private CompletableFuture<Integer> nest(int depth) {
            return depth == 1
                    ? slot.next().thenApply(value -> value)
                    : nest(depth - 1).thenApply(value -> (value + 1) & 127);
        }

        private void resume(int value) {
            sum += value;
            turn();
        }
    }
}
