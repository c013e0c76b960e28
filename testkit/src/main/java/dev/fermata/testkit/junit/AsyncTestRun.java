package dev.fermata.testkit.junit;

import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.RunOptions;
import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import dev.fermata.testkit.SeedOptions;
import dev.fermata.testkit.Sequencer;
import dev.fermata.testkit.TimeLimitError;
import dev.fermata.testkit.VirtualTimeLoop;
import dev.fermata.testkit.junit.AsyncTests.AsyncTest;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One run of an {@link AsyncTest} method. For Jupiter only. */
public final class AsyncTestRun {

    private static final Duration VIRTUAL_LIMIT = Duration.ofDays(1);
    private static final Duration REAL_LIMIT = Duration.ofMinutes(1);

    private final Method method;
    private final long seed;
    private final ExtensionContext context;
    private final Duration limit;
    private final EventLoop loop;
    private final Sequencer sequencer = new Sequencer();
    private final List<ErrorContext> unhandled = new ArrayList<>();
    private @Nullable TimeLimitError limitPassed;

    AsyncTestRun(Method method, long seed, ExtensionContext context) {
        this.method = method;
        this.seed = seed;
        this.context = context;
        this.limit = limit(method.getAnnotation(AsyncTest.class));
        this.loop = isRealTime(method) ? EventLoop.create() : VirtualTimeLoop.create(seed, limit);
    }

    static boolean isRealTime(Method method) {
        return method.getAnnotation(AsyncTest.class).realTime();
    }

    private static Duration limit(AsyncTest options) {
        if (options.timeoutSeconds() >= 0) {
            return Duration.ofSeconds(options.timeoutSeconds());
        }
        return options.realTime() ? REAL_LIMIT : VIRTUAL_LIMIT;
    }

    EventLoop loop() {
        return loop;
    }

    Sequencer sequencer() {
        return sequencer;
    }

    void of(Object test) throws Throwable {
        Object body = context.getExecutableInvoker().invoke(method, test);
        if (!(body instanceof Coroutine<?> coroutine)) {
            throw new AssertionError(method + " returned null");
        }
        try {
            run(coroutine);
        } catch (Throwable failure) {
            Throwable reason = limitPassed != null && failure instanceof IllegalStateException ? limitPassed : failure;
            throw annotated(reason, unhandled);
        }
        if (!unhandled.isEmpty()) {
            ErrorContext first = unhandled.get(0);
            throw annotated(
                    new AssertionError("a failure that nobody took: " + first.message(), first.exception()),
                    unhandled.subList(1, unhandled.size()));
        }
    }

    private void run(Coroutine<?> body) {
        if (isRealTime(method)) {
            loop.callLater(limit, () -> {
                limitPassed = new TimeLimitError(limit, loop.dumpTasks());
                loop.stop();
            });
        }
        Fermata.run(
                body,
                RunOptions.defaults()
                        .withLoop(() -> loop)
                        .withName(method.getName())
                        .withCancelOnExit(false, Duration.ZERO)
                        .withExceptionHandler((where, error) -> unhandled.add(error)));
    }

    /** Adds to {@code failure} what else went wrong, and how to have the run again. */
    private Throwable annotated(Throwable failure, List<ErrorContext> others) {
        for (ErrorContext other : others) {
            failure.addSuppressed(
                    new AssertionError("a failure that nobody took: " + other.message(), other.exception()));
        }
        if (seed != 0) {
            failure.addSuppressed(new ReplayNote(seed));
        }
        return failure;
    }

    /** No failure of its own: says how to have the run again. */
    private static final class ReplayNote extends Exception {
        private static final long serialVersionUID = 1L;

        ReplayNote(long seed) {
            super("for this run again: -D" + SeedOptions.PROPERTY + "=" + seed, null, false, false);
        }
    }
}
