package dev.fermata.testkit;

import dev.fermata.Awaitable;
import dev.fermata.Fermata;
import dev.fermata.RunOptions;
import dev.fermata.loop.EventLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs asynchronous code in virtual time. */
public final class VirtualTime {

    private VirtualTime() {}

    /**
     * What a run gave.
     *
     * @param result the result of the main coroutine
     * @param elapsed the virtual time that passed
     * @param <T> the type of the result
     */
    public record Result<T extends @Nullable Object>(T result, Duration elapsed) {}

    /**
     * Runs {@code main} as {@link Fermata#run(Awaitable)} does, in virtual time.
     *
     * @throws IdleLoopError if it can never end
     */
    public static <T extends @Nullable Object> Result<T> run(Awaitable<? extends T> main) {
        EventLoop loop = VirtualTimeLoop.create();
        T result = Fermata.run(main, RunOptions.defaults().withLoop(() -> loop).withCancelOnExit(false, Duration.ZERO));
        return new Result<>(result, VirtualTimeLoop.elapsed(loop));
    }
}
