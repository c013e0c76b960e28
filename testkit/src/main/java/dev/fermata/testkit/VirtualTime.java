package dev.fermata.testkit;

import dev.fermata.Awaitable;
import dev.fermata.Fermata;
import dev.fermata.RunOptions;
import dev.fermata.loop.EventLoop;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs asynchronous code in virtual time: {@code VirtualTime.run(coroutine)}. An instance, which an {@code @AsyncTest}
 * may have as a parameter, is the virtual time of the run that is under way.
 */
public final class VirtualTime {

    private final EventLoop loop;

    private VirtualTime(EventLoop loop) {
        this.loop = loop;
    }

    /** The virtual time of {@code loop}, which {@link VirtualTimeLoop} made. */
    public static VirtualTime of(EventLoop loop) {
        return new VirtualTime(Objects.requireNonNull(loop, "loop"));
    }

    /** How much virtual time has passed since the loop was made. */
    public Duration elapsed() {
        return VirtualTimeLoop.elapsed(loop);
    }

    /** The loop that runs in this time. */
    public EventLoop loop() {
        return loop;
    }

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
        return run(0, main);
    }

    /**
     * As {@link #run(Awaitable)}; tasks that are ready at the same time take their turns in an order that {@code seed}
     * decides, see {@link VirtualTimeLoop#create(long)}.
     */
    public static <T extends @Nullable Object> Result<T> run(long seed, Awaitable<? extends T> main) {
        EventLoop loop = VirtualTimeLoop.create(seed);
        T result = Fermata.run(main, RunOptions.defaults().withLoop(() -> loop).withCancelOnExit(false, Duration.ZERO));
        return new Result<>(result, VirtualTimeLoop.elapsed(loop));
    }

    /**
     * Runs what {@code program} makes again and again, in other orders of its ready tasks: under the seeds from 1 to
     * {@code count}. It stops at the first failure, and says which seed it was. With the system property {@code
     * fermata.seed} it runs under that seed alone.
     *
     * @param count how many seeds to try, at least 1
     * @param program makes the main coroutine, anew for each run
     * @throws FailingSeedError if a run fails; the failure is its cause
     */
    public static void tryAll(int count, Supplier<? extends Awaitable<?>> program) {
        for (long seed : SeedOptions.fromSystem().seeds(count)) {
            try {
                run(seed, program.get());
            } catch (Throwable failure) {
                throw new FailingSeedError(seed, failure);
            }
        }
    }
}
