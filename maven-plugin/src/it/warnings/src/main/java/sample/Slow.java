package sample;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import java.util.concurrent.CompletableFuture;

public final class Slow {

    @Async
    static Coroutine<String> greet(String name) throws InterruptedException {
        Thread.sleep(1);
        return Coroutine.of(Await.on(CompletableFuture.completedFuture("hello ")) + name);
    }
}
