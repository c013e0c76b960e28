package sample.deep;

import dev.fermata.Async;
import dev.fermata.Await;
import java.util.concurrent.CompletableFuture;

final class Wrong {

    static final class Nested {

        @Async
        String result() {
            return Await.on(CompletableFuture.completedFuture(""));
        }
    }
}
