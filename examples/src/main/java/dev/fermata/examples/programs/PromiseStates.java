package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Promise;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.time.Duration;

/**
 * A promise over its life: pending, then done or cancelled, and a task that runs in between.
 *
 * <p>Program P18.
 */
public final class PromiseStates {

    private PromiseStates() {}

    public static void main(String[] args) {
        Fermata.run(lives());
    }

    @Async
    private static Coroutine<Void> lives() {
        Promise<String> promise = new Promise<>();
        print("made", promise);
        promise.complete("x");
        print("completed", promise);
        System.out.println("result: " + promise.result());

        Task<String> task = Tasks.start("worker", sleeping());
        print("started", task);
        Await.on(Tasks.yieldNow());
        print("running", task);
        task.cancel();
        print("asked to end", task);
        Await.on(Tasks.yieldNow());
        print("cancelled", task);
        return Coroutine.done();
    }

    private static void print(String when, Promise<?> promise) {
        System.out.printf("%s: done %b, cancelled %b%n", when, promise.isDone(), promise.isCancelled());
    }

    @Async
    private static Coroutine<String> sleeping() {
        return Coroutine.of(Await.on(Tasks.sleep(Duration.ofSeconds(1), "y")));
    }
}
