package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.AsyncStream;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Tasks;
import dev.fermata.Yield;
import java.time.Duration;

/**
 * An asynchronous generator: it may await between its elements, and cleans up when it is left early.
 *
 * <p>Program P30.
 */
public final class AsyncGenerator {

    private AsyncGenerator() {}

    public static void main(String[] args) {
        Fermata.run(read());
    }

    @Async
    private static Coroutine<Void> read() {
        for (int line : Await.each(lines())) {
            System.out.println(line);
            if (line == 10) {
                break;
            }
        }
        System.out.println("read");
        return Coroutine.done();
    }

    @Async
    private static AsyncStream<Integer> lines() {
        try {
            for (int line = 1; line < 100; line++) {
                Await.on(Tasks.sleep(Duration.ofMillis(10)));
                Yield.value(line);
            }
        } finally {
            Await.on(Tasks.sleep(Duration.ofMillis(10)));
            System.out.println("closed");
        }
        return AsyncStream.done();
    }
}
