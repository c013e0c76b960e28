package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Cancellation;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Tasks;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * Three tasks that wait for 2, 3 and 4 seconds; Ctrl-C cancels them, and their {@code finally} blocks run.
 *
 * <p>Program P17.
 */
public final class Interrupted {

    private Interrupted() {}

    public static void main(String[] args) {
        try {
            Fermata.run(three());
        } catch (CancellationException e) {
            // The tasks have cleaned up, and the JVM exits, with status 130.
        }
    }

    @Async
    private static Coroutine<Void> three() {
        Await.on(Tasks.gather(waiting(2), waiting(3), waiting(4)));
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> waiting(int seconds) {
        System.out.println("waiting for " + seconds + " s");
        boolean cancelled = false;
        try {
            Await.on(Tasks.sleep(Duration.ofSeconds(seconds)));
        } catch (Cancellation cancellation) {
            cancelled = true;
            throw cancellation;
        } finally {
            Await.on(Tasks.sleep(Duration.ofMillis(10))); // a clean-up may await
            System.out.println(seconds + " s cancelled: " + cancelled);
        }
        return Coroutine.done();
    }
}
