package sample;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import java.util.concurrent.CompletableFuture;

final class Locked {

    @Async
    Coroutine<String> block() {
        synchronized (this) {
            return Coroutine.of(Await.on(CompletableFuture.completedFuture("")));
        }
    }

    String plain() {
        return Await.on(CompletableFuture.completedFuture(""));
    }
}
