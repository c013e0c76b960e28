package dev.fermata;

/** The blocking runtime's stream: its body has a thread of its own. */
public interface AsyncStream<T> extends AsyncCloseable {

    Awaitable<Boolean> advance();

    T current();

    static <T> AsyncStream<T> done() {
        return of(new BodyThread<>(() -> null));
    }

    static <T> AsyncStream<T> of(BodyThread<T> body) {
        return new AsyncStream<>() {
            @Override
            public Awaitable<Boolean> advance() {
                return waiter -> {
                    try {
                        waiter.complete(body.advance());
                    } catch (Throwable failure) {
                        waiter.fail(failure);
                    }
                };
            }

            @Override
            public T current() {
                return body.current();
            }

            @Override
            public Awaitable<Void> closeAsync() {
                return waiter -> {
                    try {
                        body.close();
                        waiter.complete(null);
                    } catch (Throwable failure) {
                        waiter.fail(failure);
                    }
                };
            }
        };
    }
}
