package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Promise;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import java.time.Duration;

/**
 * A promise that nobody has completed yet: the list of tasks says who waits; then another task completes it.
 *
 * <p>Program P22.
 */
public final class BarePromise {

    private BarePromise() {}

    public static void main(String[] args) {
        Fermata.run(waiting());
    }

    @Async
    private static Coroutine<Void> waiting() {
        Tasks.current().setName("main");
        Promise<String> promise = new Promise<>();
        Task<String> waiter = Tasks.start("waiter", awaiting(promise));
        Await.on(Tasks.sleep(Duration.ofHours(1)));
        System.out.print(EventLoop.current().dumpTasks());

        Tasks.start("completer", completing(promise));
        System.out.println(Await.on(waiter));
        return Coroutine.done();
    }

    @Async
    private static Coroutine<String> awaiting(Promise<String> promise) {
        return Coroutine.of(Await.on(promise));
    }

    @Async
    private static Coroutine<Void> completing(Promise<String> promise) {
        Await.on(Tasks.sleep(Duration.ofSeconds(2)));
        promise.complete("666");
        return Coroutine.done();
    }
}
