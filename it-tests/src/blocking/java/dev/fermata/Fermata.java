package dev.fermata;

/** The blocking runtime's entry point. */
public final class Fermata {

    private Fermata() {}

    public static <T> T run(Awaitable<? extends T> main) {
        return Await.on(main);
    }
}
