package application;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import library.Words;

public final class Main implements Words {

    @Async
    Coroutine<String> greet() {
        return Coroutine.of(Await.on(later("hello")) + " " + Await.on(later("world")));
    }

    public static void main(String[] args) {
        System.out.println(Fermata.run(new Main().greet()));
    }
}
