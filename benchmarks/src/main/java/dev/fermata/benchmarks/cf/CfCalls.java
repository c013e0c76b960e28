package dev.fermata.benchmarks.cf;

import java.util.concurrent.CompletableFuture;

/** W1a and W1b: what one writes by hand, with a look whether it is done. */
public final class CfCalls {

    private CfCalls() {}

    /** W1a. */
    public static long calls(int operations) {
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            CompletableFuture<Integer> called = callee(i & 63);
            if (!called.isDone()) {
                throw new IllegalStateException("pending");
            }
            sum += called.join();
        }
        return sum;
    }

    private static CompletableFuture<Integer> callee(int x) {
        return CompletableFuture.completedFuture(x + 1);
    }

    /** W1b. */
    public static long fib(int operations) {
        long sum = 0;
        for (int i = 0; i < operations; i += 21_891) {
            sum += fib20(20).join();
        }
        return sum;
    }

    private static CompletableFuture<Integer> fib20(int n) {
        if (n < 2) {
            return CompletableFuture.completedFuture(n);
        }
        CompletableFuture<Integer> first = fib20(n - 1);
        if (!first.isDone()) {
            return first.thenCompose(value -> second(value, n));
        }
        return second(first.join(), n);
    }

    private static CompletableFuture<Integer> second(int first, int n) {
        CompletableFuture<Integer> second = fib20(n - 2);
        if (!second.isDone()) {
            return second.thenApply(value -> first + value);
        }
        return CompletableFuture.completedFuture(first + second.join());
    }
}
