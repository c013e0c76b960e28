package sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GreetingTest {

    @Async
    Coroutine<String> greet(String name) {
        return Coroutine.of(Await.on(CompletableFuture.supplyAsync(() -> "hello")) + " " + name);
    }

    @Test
    void greets() {
        assertEquals("hello world", Fermata.run(greet("world")));
    }
}
