package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.loop.EventLoop;
import java.time.Duration;

/**
 * A type of one's own that can be awaited like any other.
 *
 * <p>Program P7.
 */
public final class OwnAwaitable {

    private OwnAwaitable() {}

    /** An egg that takes its time. */
    record Egg(int minutes) implements Awaitable<String> {
        @Override
        public void await(Waiter<? super String> waiter) {
            EventLoop.current().callLater(Duration.ofMinutes(minutes), () -> waiter.complete(taste()));
        }

        private String taste() {
            return minutes < 5 ? "soft" : "hard";
        }
    }

    public static void main(String[] args) {
        Fermata.run(breakfast());
    }

    @Async
    private static Coroutine<Void> breakfast() {
        System.out.println(Await.on(new Egg(4)));
        System.out.println(Await.on(new Egg(9)));
        return Coroutine.done();
    }
}
