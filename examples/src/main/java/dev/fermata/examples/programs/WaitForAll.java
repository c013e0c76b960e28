package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Promise;
import dev.fermata.ReturnWhen;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.WaitResult;
import java.time.Duration;
import java.util.List;

/**
 * Waits for several tasks and prints how each has ended.
 *
 * <p>Program P14.
 */
public final class WaitForAll {

    private WaitForAll() {}

    public static void main(String[] args) {
        Fermata.run(all());
    }

    @Async
    private static Coroutine<Void> all() {
        List<Task<String>> tasks = List.of(
                Tasks.start("first", after(2, "one")),
                Tasks.start("second", after(1, "two")),
                Tasks.start("third", failing()));
        WaitResult<String> found = Await.on(Tasks.waitUntil(ReturnWhen.ALL_COMPLETED, tasks));
        for (Promise<? extends String> done : found.done()) {
            System.out.println(done + " " + done.outcome());
        }
        System.out.println("pending: " + found.pending());
        return Coroutine.done();
    }

    @Async
    private static Coroutine<String> after(int seconds, String result) {
        Await.on(Tasks.sleep(Duration.ofSeconds(seconds)));
        return Coroutine.of(result);
    }

    @Async
    private static Coroutine<String> failing() {
        Await.on(Tasks.sleep(Duration.ofSeconds(1)));
        throw new IllegalArgumentException("three");
    }
}
