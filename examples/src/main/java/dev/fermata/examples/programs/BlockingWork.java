package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Blocking functions in the loop's pool, and in a pool of one's own; meanwhile a clock goes on ticking.
 *
 * <p>Program P26.
 */
public final class BlockingWork {

    private BlockingWork() {}

    public static void main(String[] args) {
        Fermata.run(work());
    }

    @Async
    private static Coroutine<Void> work() {
        Task<Void> clock = Tasks.start(ticking());
        System.out.println(Await.on(Tasks.toThread(() -> read("the loop's pool", 2.5))));

        ExecutorService own = Executors.newSingleThreadExecutor();
        try {
            System.out.println(Await.on(CompletableFuture.supplyAsync(() -> read("a pool of our own", 2), own)));
        } finally {
            own.shutdown();
        }
        clock.cancel();
        return Coroutine.done();
    }

    private static String read(String where, double seconds) {
        Pace.block(seconds);
        return "read in " + where;
    }

    @Async
    private static Coroutine<Void> ticking() {
        for (int second = 1; ; second++) {
            Await.on(Tasks.sleep(Pace.seconds(1)));
            System.out.println("tick " + second);
        }
    }
}
