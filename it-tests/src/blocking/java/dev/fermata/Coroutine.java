package dev.fermata;

/** The blocking runtime's coroutine: what an async method returns has run already, so it is but its value. */
public abstract class Coroutine<T> implements Awaitable<T> {

    public static <T> Coroutine<T> of(T value) {
        return new Coroutine<>() {
            @Override
            public void await(Waiter<? super T> waiter) {
                waiter.complete(value);
            }
        };
    }

    public static Coroutine<Void> done() {
        return of(null);
    }
}
