package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Cancellation;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Promise;
import dev.fermata.ReturnWhen;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.WaitResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits for tasks for two seconds: those that take longer are pending, and cancelled when main ends.
 *
 * <p>Program P15.
 */
public final class WaitWithLimit {

    private WaitWithLimit() {}

    public static void main(String[] args) {
        Fermata.run(some());
    }

    @Async
    private static Coroutine<Void> some() {
        List<Task<Void>> tasks = new ArrayList<>();
        for (int seconds = 1; seconds <= 4; seconds++) {
            tasks.add(Tasks.start("task of " + seconds + " s", work(seconds)));
        }
        WaitResult<Void> found = Await.on(Tasks.waitUntil(ReturnWhen.ALL_COMPLETED, Duration.ofMillis(2500), tasks));
        System.out.println(found.done().size() + " done");
        for (Promise<? extends Void> pending : found.pending()) {
            System.out.println(pending);
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> work(int seconds) {
        try {
            Await.on(Tasks.sleep(Duration.ofSeconds(seconds)));
            System.out.println(seconds + " ends");
        } catch (Cancellation cancellation) {
            System.out.println(seconds + " is cancelled");
            throw cancellation;
        }
        return Coroutine.done();
    }
}
