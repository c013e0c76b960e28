package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import java.time.Duration;

/**
 * A callback, with an argument of its own, for when a task has ended; set before the loop runs.
 *
 * <p>Program P12.
 */
public final class DoneCallback {

    private DoneCallback() {}

    public static void main(String[] args) {
        EventLoop loop = EventLoop.create();
        long start = loop.time();
        Task<String> task = Tasks.startOn(loop, download());
        String page = "page";
        task.addDoneCallback(done -> System.out.println(page + " downloaded"));
        System.out.println(loop.runUntilComplete(task));
        System.out.println(Duration.ofNanos(loop.time() - start).toSeconds() + " s");
        loop.close();
    }

    @Async
    private static Coroutine<String> download() {
        Await.on(Tasks.sleep(Duration.ofSeconds(2)));
        return Coroutine.of("<html>");
    }
}
