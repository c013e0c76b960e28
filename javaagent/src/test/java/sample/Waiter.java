package sample;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Loads one asynchronous class, waits for a line while the agent is attached, and loads another. */
public final class Waiter {

    private Waiter() {}

    /** Loaded before the agent is there. */
    public static final class Early {
        private Early() {}

        static void load() {}

        @Async
        static Coroutine<String> greet() {
            return Coroutine.of(Await.on(CompletableFuture.completedFuture("early")));
        }
    }

    public static void main(String[] args) throws IOException {
        Early.load();
        System.out.println("ready");
        if (System.in.read() < 0) {
            return;
        }
        try {
            Early.greet();
        } catch (IllegalStateException e) {
            System.out.println(e.getClass().getSimpleName());
        }
        Greeter.main(args);
    }
}
