package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;

/**
 * Calls an asynchronous method and forgets to await what comes back: nothing runs.
 *
 * <p>With {@code -Dfermata.debug} it is told where that coroutine was made.
 *
 * <p>Program P1.
 */
public final class NothingRunsByItself {

    private NothingRunsByItself() {}

    public static void main(String[] args) {
        Fermata.run(forgetful());
    }

    @Async
    private static Coroutine<Void> forgetful() {
        Coroutine<String> coroutine = name();
        System.out.println("the call has returned: " + coroutine);
        return Coroutine.done();
    }

    @Async
    private static Coroutine<String> name() {
        System.out.println("the body runs");
        return Coroutine.of("bobby");
    }
}
