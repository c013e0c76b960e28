package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Coroutine;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;

/**
 * Drives a coroutine to its end by hand, one iteration of the loop; a second time is an error.
 *
 * <p>Program P2.
 */
public final class ByHand {

    private ByHand() {}

    public static void main(String[] args) {
        EventLoop loop = EventLoop.create();
        Coroutine<String> coroutine = name();
        Task<String> task = Tasks.startOn(loop, coroutine);
        System.out.println("before: " + task.isDone());
        loop.stop(); // it will run for one iteration
        loop.runForever();
        System.out.println("after: " + task.result());
        try {
            Tasks.startOn(loop, coroutine);
        } catch (IllegalStateException e) {
            System.out.println("again: " + e.getMessage());
        }
        loop.close();
    }

    @Async
    private static Coroutine<String> name() {
        return Coroutine.of("bobby");
    }
}
