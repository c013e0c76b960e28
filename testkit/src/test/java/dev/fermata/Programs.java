package dev.fermata;

import dev.fermata.loop.ErrorContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the programs of the tests have in common: a loop of every kind in virtual time, a log, and coroutines that take a while. */
abstract class Programs extends RuntimeContract {

    final List<String> events = virtual.events;
    final List<ErrorContext> reported = new ArrayList<>();

    Programs(LoopKind kind) {
        super(TestKitLoop.or(kind));
        loop.setExceptionHandler((where, context) -> reported.add(context));
    }

    <T> T run(Awaitable<T> main) {
        return virtual.run(main);
    }

    void log(String event) {
        events.add(event);
    }

    /** The seconds that have passed. */
    long now() {
        return Duration.ofNanos(loop.time()).toSeconds();
    }

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Async
    Coroutine<String> after(long seconds, String value) {
        try {
            Await.on(Tasks.sleep(seconds(seconds)));
        } catch (Cancellation cancellation) {
            log(value + " cancelled");
            throw cancellation;
        }
        log(value);
        return Coroutine.of(value);
    }

    @Async
    <T> Coroutine<T> failAfter(long seconds, Throwable failure) {
        Await.on(Tasks.sleep(seconds(seconds)));
        throw Unchecked.rethrow(failure);
    }

    /** Takes {@code cleanUp} seconds to end when it is cancelled. */
    @Async
    Coroutine<String> stubborn(String name, long cleanUp) {
        try {
            Await.on(Tasks.sleep(seconds(1000)));
        } finally {
            log(name + " interrupted");
            Await.on(Tasks.sleep(seconds(cleanUp)));
            log(name + " ended");
        }
        return Coroutine.of(name);
    }
}
