package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import java.util.concurrent.CompletableFuture;

/**
 * A loop in a thread of its own; two coroutines, submitted from here, run at once.
 *
 * <p>Program P24.
 */
public final class SubmittedCoroutines {

    private SubmittedCoroutines() {}

    public static void main(String[] args) throws InterruptedException {
        EventLoop loop = EventLoop.create();
        Thread thread = new Thread(loop::runForever, "loop");
        thread.start();
        CompletableFuture<Void> longer = loop.submit(work(6));
        CompletableFuture<Void> shorter = loop.submit(work(3));
        longer.join(); // this thread may block: it is not the loop's
        shorter.join();
        loop.callSoonThreadsafe(loop::stop);
        thread.join();
        loop.close();
    }

    @Async
    private static Coroutine<Void> work(int seconds) {
        Await.on(Tasks.sleep(Pace.seconds(seconds)));
        System.out.println(
                seconds + " s, on the thread " + Thread.currentThread().getName());
        return Coroutine.done();
    }
}
