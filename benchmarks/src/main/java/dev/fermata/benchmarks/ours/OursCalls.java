package dev.fermata.benchmarks.ours;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Tasks;

/** W1: awaiting what does not suspend, and tasks that do not. */
public final class OursCalls {

    private OursCalls() {}

    /** W1a. */
    public static long calls(int operations) {
        return Fermata.run(callAll(operations));
    }

    @Async
    private static Coroutine<Long> callAll(int operations) {
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            sum += Await.on(callee(i & 63));
        }
        return Coroutine.of(sum);
    }

    @Async
    private static Coroutine<Integer> callee(int x) {
        return Coroutine.of(x + 1);
    }

    /** W1b. */
    public static long fib(int operations) {
        return Fermata.run(fibAll(operations));
    }

    @Async
    private static Coroutine<Long> fibAll(int operations) {
        long sum = 0;
        for (int i = 0; i < operations; i += 21_891) {
            sum += Await.on(fib20(20));
        }
        return Coroutine.of(sum);
    }

    @Async
    private static Coroutine<Integer> fib20(int n) {
        if (n < 2) {
            return Coroutine.of(n);
        }
        return Coroutine.of(Await.on(fib20(n - 1)) + Await.on(fib20(n - 2)));
    }

    /** W1c. */
    public static long starts(int operations) {
        return Fermata.run(startAll(operations));
    }

    @Async
    private static Coroutine<Long> startAll(int operations) {
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            sum += Await.on(Tasks.start(callee(i & 63)));
        }
        return Coroutine.of(sum);
    }
}
