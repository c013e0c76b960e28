package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Cancellation;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.time.Duration;

/**
 * Awaits only the shorter one of two tasks: the other one is cancelled when main has ended.
 *
 * <p>Program P11.
 */
public final class ShorterTask {

    private ShorterTask() {}

    public static void main(String[] args) {
        Fermata.run(shorter());
    }

    @Async
    private static Coroutine<Void> shorter() {
        Task<Void> hello = Tasks.start(say(1, "hello"));
        Tasks.start(say(2, "world"));
        Await.on(hello);
        System.out.println("main ends");
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> say(int seconds, String what) {
        try {
            Await.on(Tasks.sleep(Duration.ofSeconds(seconds)));
            System.out.println(what);
        } catch (Cancellation cancellation) {
            System.out.println(what + " is cancelled");
            throw cancellation; // always let it pass
        }
        return Coroutine.done();
    }
}
