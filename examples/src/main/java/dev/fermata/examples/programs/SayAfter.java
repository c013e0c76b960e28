package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import java.time.Duration;

/**
 * Says hello after one second and world after two: one after the other, then as two tasks.
 *
 * <p>Program P9.
 */
public final class SayAfter {

    private SayAfter() {}

    public static void main(String[] args) {
        Fermata.run(both());
    }

    @Async
    private static Coroutine<Void> both() {
        EventLoop loop = EventLoop.current();
        long start = loop.time();
        Await.on(sayAfter(1, "hello"));
        Await.on(sayAfter(2, "world"));
        long middle = loop.time();
        System.out.println(Duration.ofNanos(middle - start).toSeconds() + " s");

        Task<Void> hello = Tasks.start(sayAfter(1, "hello"));
        Task<Void> world = Tasks.start(sayAfter(2, "world"));
        Await.on(hello);
        Await.on(world);
        System.out.println(Duration.ofNanos(loop.time() - middle).toSeconds() + " s");
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> sayAfter(int seconds, String what) {
        Await.on(Tasks.sleep(Duration.ofSeconds(seconds)));
        System.out.println(what);
        return Coroutine.done();
    }
}
