package dev.fermata.examples.hello;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.time.Duration;

/** The first program of every tutorial on asynchronous code: awaits one after the other, then at once. */
public final class Hello {

    private final long start = System.nanoTime();

    public static void main(String[] args) {
        Fermata.run(new Hello().run());
    }

    @Async
    Coroutine<Void> run() {
        log("one after the other");
        Await.on(sayAfter(1, "hello"));
        Await.on(sayAfter(2, "world"));

        log("both at once");
        Task<Void> hello = Tasks.start(sayAfter(1, "hello"));
        Task<Void> world = Tasks.start(sayAfter(2, "world"));
        Await.on(hello);
        Await.on(world);

        log("done");
        return Coroutine.done();
    }

    @Async
    Coroutine<Void> sayAfter(int seconds, String what) {
        Await.on(Tasks.sleep(Duration.ofSeconds(seconds)));
        log("  " + what);
        return Coroutine.done();
    }

    private void log(String what) {
        System.out.printf("%.1f s  %s%n", (System.nanoTime() - start) / 1e9, what);
    }
}
