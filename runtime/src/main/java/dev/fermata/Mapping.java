package dev.fermata;

import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Tasks#map}: a task group of workers that take one item after another. */
final class Mapping<T extends @Nullable Object, R extends @Nullable Object> {

    private final List<T> items;
    private final @Nullable Object[] results;
    private final Function<? super T, ? extends Coroutine<R>> function;
    private int taken;

    private Mapping(Collection<? extends T> items, Function<? super T, ? extends Coroutine<R>> function) {
        this.items = Unchecked.value(Arrays.asList(items.toArray()));
        this.results = new Object[this.items.size()];
        this.function = Objects.requireNonNull(function, "function");
    }

    static <T extends @Nullable Object, R extends @Nullable Object> Coroutine<List<R>> of(
            Collection<? extends T> items, int concurrency, Function<? super T, ? extends Coroutine<R>> function) {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be at least 1: " + concurrency);
        }
        Mapping<T, R> mapping = new Mapping<>(items, function);
        return TaskGroup.run(group -> mapping.begin(group, concurrency));
    }

    /** The list that this returns is complete when the group has ended. */
    private Coroutine<List<R>> begin(TaskGroup group, int concurrency) {
        for (int i = 0; i < Math.min(concurrency, items.size()) && !group.isEnding(); i++) {
            group.start(new Worker(this));
        }
        List<R> filled = Unchecked.value(Collections.unmodifiableList(Arrays.asList(results)));
        return Coroutine.of(filled);
    }

    /** Takes items until none is left; written by hand. State 1: a call of the function waits. */
    private static final class Worker extends WrittenFrame {

        private final Mapping<?, ?> mapping;
        private int index;

        Worker(Mapping<?, ?> mapping) {
            this.mapping = mapping;
        }

        @Override
        protected StackTraceElement place() {
            return new StackTraceElement(Tasks.class.getName(), "map", null, -1);
        }

        @Override
        protected @Nullable Object run() throws Throwable {
            if (state == 1) {
                mapping.results[index] = take();
            }
            while (mapping.taken < mapping.items.size()) {
                index = mapping.taken++;
                Object result = Hooks.await(mapping.call(index), this);
                if (result instanceof Suspended) {
                    return Hooks.suspend(result, 1, this);
                }
                mapping.results[index] = result;
            }
            return null;
        }
    }

    private Coroutine<R> call(int index) {
        return function.apply(items.get(index));
    }
}
