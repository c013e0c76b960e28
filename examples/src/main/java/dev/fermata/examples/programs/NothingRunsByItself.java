package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;

/**
 * Calls an asynchronous method: nothing runs before what comes back is awaited, or run.
 *
 * <p>Program P1.
 */
public final class NothingRunsByItself {

    private NothingRunsByItself() {}

    public static void main(String[] args) {
        Coroutine<String> coroutine = name();
        System.out.println("the call has returned");
        System.out.println("and the body? " + Fermata.run(coroutine));
    }

    @Async
    private static Coroutine<String> name() {
        System.out.println("the body runs");
        return Coroutine.of("bobby");
    }
}
