package sample;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import java.util.concurrent.CompletableFuture;

/** Cannot be transformed, for two reasons. */
public final class Stubborn {

    private Stubborn() {}

    @Async
    static Coroutine<String> lock() {
        synchronized (Stubborn.class) {
            return Coroutine.of(Await.on(CompletableFuture.completedFuture("locked"))); // await-holding-monitor
        }
    }

    static String plain() {
        return Await.on(CompletableFuture.completedFuture("plain")); // await-outside-async
    }

    /** Tries one, prints why not, and goes on. */
    public static void main(String[] args) {
        try {
            plain();
        } catch (IllegalStateException e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        Greeter.main(args);
    }
}
