package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Tasks;
import java.time.Duration;

/**
 * Awaits a coroutine that takes two seconds, twice in a row: four seconds.
 *
 * <p>Program P3.
 */
public final class OneAfterAnother {

    private OneAfterAnother() {}

    public static void main(String[] args) {
        Fermata.run(twice());
    }

    @Async
    private static Coroutine<Void> twice() {
        for (int i = 0; i < 2; i++) {
            String result = Await.on(others());
            System.out.println("result: " + result);
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<String> others() {
        System.out.println("start");
        Await.on(Tasks.sleep(Duration.ofSeconds(2)));
        System.out.println("end");
        return Coroutine.of("back again");
    }
}
