package library;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import java.util.concurrent.CompletableFuture;

public interface Words {

    @Async
    default Coroutine<String> later(String word) {
        return Coroutine.of(Await.on(CompletableFuture.supplyAsync(() -> word)));
    }
}
