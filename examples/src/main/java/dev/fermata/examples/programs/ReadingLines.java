package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.AsyncStream;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Tasks;
import java.time.Duration;

/**
 * A reader of one's own, iterated by {@code for}: each round awaits the next line.
 *
 * <p>Program P29.
 */
public final class ReadingLines {

    private ReadingLines() {}

    /** Counts to 99; every line takes its time. */
    private static final class Reader implements AsyncStream<Integer> {
        private int line;

        @Override
        @Async
        public Coroutine<Boolean> advance() {
            Await.on(Tasks.sleep(Duration.ofMillis(10)));
            line++;
            return Coroutine.of(line < 100);
        }

        @Override
        public Integer current() {
            return line;
        }

        @Override
        public Coroutine<Void> closeAsync() {
            return Coroutine.done();
        }
    }

    public static void main(String[] args) {
        Fermata.run(read());
    }

    @Async
    private static Coroutine<Void> read() {
        for (int line : Await.each(new Reader())) {
            System.out.println(line);
        }
        return Coroutine.done();
    }
}
