package sample;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import java.util.concurrent.CompletableFuture;

public final class Hello {

    @Async
    static Coroutine<String> greet(String name) {
        String hello = Await.on(CompletableFuture.supplyAsync(() -> "hello"));
        return Coroutine.of(hello + " " + name);
    }

    public static void main(String[] args) {
        System.out.println(Fermata.run(greet("world")));
    }
}
