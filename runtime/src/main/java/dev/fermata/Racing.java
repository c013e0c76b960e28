package dev.fermata;

import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Races, as task groups that end with the first result. */
final class Racing {

    private Racing() {}

    static <T extends @Nullable Object> Coroutine<T> race(Collection<? extends Awaitable<? extends T>> awaitables) {
        List<Awaitable<?>> runners = runners(awaitables);
        return TaskGroup.call(TaskGroup.Policy.FIRST_END, group -> {
            for (Awaitable<?> runner : runners) {
                if (!group.isEnding()) {
                    start(group, runner);
                }
            }
            return Unchecked.value(Coroutine.done());
        });
    }

    static <T extends @Nullable Object> Coroutine<T> staggered(
            Duration delay, Collection<? extends Awaitable<? extends T>> awaitables) {
        List<Awaitable<?>> runners = runners(awaitables);
        return TaskGroup.call(
                TaskGroup.Policy.ANY_SUCCESS, group -> Unchecked.value(new StaggeredStart(group, delay, runners)));
    }

    private static List<Awaitable<?>> runners(Collection<? extends Awaitable<?>> awaitables) {
        awaitables.forEach(runner -> Objects.requireNonNull(runner, "an awaitable to race"));
        if (awaitables.isEmpty()) {
            throw new IllegalArgumentException("a race needs at least one runner");
        }
        return new ArrayList<>(new LinkedHashSet<>(awaitables));
    }

    private static <T extends @Nullable Object> Task<T> start(TaskGroup group, Awaitable<T> runner) {
        return group.start(runner instanceof Promise ? Tasks.shield(runner) : runner);
    }

    /** Starts the runners one after another; written by hand. State 1: the last one runs, and more are left. */
    private static final class StaggeredStart extends WrittenFrame {

        private final TaskGroup group;
        private final Duration delay;
        private final List<Awaitable<?>> runners;
        private int started;

        StaggeredStart(TaskGroup group, Duration delay, List<Awaitable<?>> runners) {
            this.group = group;
            this.delay = delay;
            this.runners = runners;
        }

        @Override
        protected @Nullable Object run() throws Throwable {
            if (state == 1) {
                take();
            }
            while (true) {
                Task<?> last = start(group, runners.get(started++));
                if (started == runners.size() || group.isEnding()) {
                    return null;
                }
                Object waited = Hooks.await(new Waiting<>(ReturnWhen.ALL_COMPLETED, delay, List.of(last)), this);
                if (waited instanceof Suspended) {
                    return Hooks.suspend(waited, 1, this);
                }
            }
        }
    }
}
