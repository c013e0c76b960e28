package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Tasks;
import java.time.Duration;

/**
 * Coroutines that await each other: one computes, the other prints.
 *
 * <p>Program P4.
 */
public final class PrintSum {

    private PrintSum() {}

    public static void main(String[] args) {
        Fermata.run(printSum(1, 2));
    }

    @Async
    private static Coroutine<Void> printSum(int x, int y) {
        int sum = Await.on(compute(x, y));
        System.out.printf("%d + %d = %d%n", x, y, sum);
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Integer> compute(int x, int y) {
        System.out.printf("Computing %d + %d...%n", x, y);
        Await.on(Tasks.sleep(Duration.ofSeconds(1)));
        return Coroutine.of(x + y);
    }
}
