package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.time.Duration;

/**
 * Awaits only the longer one of two tasks: the other one runs all the same, and ends before.
 *
 * <p>Program P10.
 */
public final class LongerTask {

    private LongerTask() {}

    public static void main(String[] args) {
        Fermata.run(longer());
    }

    @Async
    private static Coroutine<Void> longer() {
        Tasks.start(say(1, "hello"));
        Task<Void> world = Tasks.start(say(2, "world"));
        Await.on(world);
        System.out.println("main ends");
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> say(int seconds, String what) {
        Await.on(Tasks.sleep(Duration.ofSeconds(seconds)));
        System.out.println(what);
        return Coroutine.done();
    }
}
