package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Work for five threads of a pool; coroutines await its futures, and the results keep their order.
 *
 * <p>Program P27.
 */
public final class PoolFutures {

    private PoolFutures() {}

    public static void main(String[] args) {
        Fermata.run(squares());
    }

    @Async
    private static Coroutine<Void> squares() {
        ExecutorService pool = Executors.newFixedThreadPool(5);
        try {
            List<Coroutine<Integer>> squares = new ArrayList<>();
            for (int number = 1; number <= 10; number++) {
                squares.add(square(number, pool));
            }
            System.out.println(Await.on(Tasks.gather(squares)));
        } finally {
            pool.shutdown();
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Integer> square(int number, ExecutorService pool) {
        CompletableFuture<Integer> future = CompletableFuture.supplyAsync(
                () -> {
                    Pace.block(0.2);
                    return number * number;
                },
                pool);
        return Coroutine.of(Await.on(future));
    }
}
