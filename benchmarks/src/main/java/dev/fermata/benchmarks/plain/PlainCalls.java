package dev.fermata.benchmarks.plain;

/** W1a and W1b as ordinary methods. */
public final class PlainCalls {

    private PlainCalls() {}

    /** W1a. */
    public static long calls(int operations) {
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            sum += callee(i & 63);
        }
        return sum;
    }

    private static Integer callee(int x) {
        return x + 1;
    }

    /** W1b. */
    public static long fib(int operations) {
        long sum = 0;
        for (int i = 0; i < operations; i += 21_891) {
            sum += fib20(20);
        }
        return sum;
    }

    private static Integer fib20(int n) {
        if (n < 2) {
            return n;
        }
        return fib20(n - 1) + fib20(n - 2);
    }
}
