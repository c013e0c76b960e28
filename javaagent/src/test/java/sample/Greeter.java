package sample;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import java.util.concurrent.CompletableFuture;

/** Awaits what is done and what is not. */
public final class Greeter {

    private Greeter() {}

    @Async
    static CompletableFuture<String> word(String word) {
        return CompletableFuture.completedFuture(Await.on(CompletableFuture.supplyAsync(() -> word)));
    }

    @Async
    static Coroutine<String> greet(String name) {
        String hello = Await.on(word("hello"));
        return Coroutine.of(hello + " " + Await.on(CompletableFuture.completedFuture(name)));
    }

    public static void main(String[] args) {
        System.out.println(Fermata.run(greet("world")));
    }
}
