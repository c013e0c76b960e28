package dev.fermata.benchmarks.ea;

import static com.ea.async.Async.await;

import java.util.concurrent.CompletableFuture;

/** W1a and W1b: awaiting what is done. */
public final class EaCalls {

    private EaCalls() {}

    public static long calls(int operations) {
        return loop(operations).join();
    }

    private static CompletableFuture<Long> loop(int operations) {
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            sum += await(callee(i & 63));
        }
        return CompletableFuture.completedFuture(sum);
    }

    private static CompletableFuture<Integer> callee(int x) {
        return CompletableFuture.completedFuture(x + 1);
    }

    public static long fib(int operations) {
        long sum = 0;
        for (int i = 0; i < operations; i += 21_891) {
            sum += fibonacci(20).join();
        }
        return sum;
    }

    private static CompletableFuture<Integer> fibonacci(int n) {
        if (n < 2) {
            return CompletableFuture.completedFuture(n);
        }
        int first = await(fibonacci(n - 1));
        return CompletableFuture.completedFuture(first + await(fibonacci(n - 2)));
    }
}
