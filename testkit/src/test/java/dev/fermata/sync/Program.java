package dev.fermata.sync;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.LoopKind;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.TestKitLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the tests of this package have in common: programs on every kind of loop, in virtual time, that note down what
 * happens.
 */
@ParameterizedClass
@EnumSource
abstract class Program {

    final List<String> events = new ArrayList<>();
    private final LoopKind kind;

    Program(LoopKind kind) {
        this.kind = kind;
    }

    /** Runs {@code main} on a loop of its own; a program that can never end fails. */
    final <T> T run(Supplier<Coroutine<T>> main) {
        return TestKitLoop.or(kind).runToEnd(main.get());
    }

    static <T> Task<T> start(Supplier<Coroutine<T>> body) {
        return Tasks.start(body.get());
    }

    /** Lets the others have {@code count} turns. */
    @Async
    static Coroutine<Void> turns(int count) {
        for (int i = 0; i < count; i++) {
            Await.on(Tasks.yieldNow());
        }
        return Coroutine.done();
    }

    /** Enough turns for everything to come to rest that does not wait for time to pass. */
    static Coroutine<Void> settle() {
        return turns(20);
    }

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
