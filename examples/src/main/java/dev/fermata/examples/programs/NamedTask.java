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
 * A task with a name: it is in all that is printed about the task, whatever thread it runs on.
 *
 * <p>Program P13.
 */
public final class NamedTask {

    private NamedTask() {}

    public static void main(String[] args) {
        Fermata.run(start());
    }

    @Async
    private static Coroutine<Void> start() {
        Tasks.current().setName("main");
        Task<Void> apple = Tasks.start("apple", grow());
        Await.on(Tasks.yieldNow());
        System.out.println(apple.name());
        System.out.print(EventLoop.current().dumpTasks());
        Await.on(apple);
        System.out.println(apple);
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> grow() {
        Await.on(Tasks.sleep(Duration.ofSeconds(1)));
        System.out.println("[" + Tasks.current().name() + "] is ripe");
        return Coroutine.done();
    }
}
