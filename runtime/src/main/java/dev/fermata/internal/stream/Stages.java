package dev.fermata.internal.stream;

import dev.fermata.internal.stream.Staged.Stage;
import dev.fermata.loop.EventLoop;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The stages that remember something from one element to the next. */
final class Stages {

    private Stages() {}

    static <T extends @Nullable Object> Stage<T> limit(long max) {
        return new Stage<>() {
            private long left = max;

            @Override
            public @Nullable Object apply(T element) {
                left--;
                return element;
            }

            @Override
            public boolean isFull() {
                return left == 0;
            }
        };
    }

    static <T extends @Nullable Object> Stage<T> skip(long count) {
        return new Stage<>() {
            private long left = count;

            @Override
            public @Nullable Object apply(T element) {
                if (left == 0) {
                    return element;
                }
                left--;
                return Staged.SKIP;
            }
        };
    }

    static <T extends @Nullable Object> Stage<T> dropWhile(Predicate<? super T> predicate) {
        return new Stage<>() {
            private boolean begun;

            @Override
            public @Nullable Object apply(T element) {
                begun = begun || !predicate.test(element);
                return begun ? element : Staged.SKIP;
            }
        };
    }

    static <T extends @Nullable Object> Stage<T> distinct() {
        Set<@Nullable Object> seen = new HashSet<>();
        return element -> seen.add(element) ? element : Staged.SKIP;
    }

    static <T extends @Nullable Object> Stage<T> distinctUntilChanged(BiPredicate<? super T, ? super T> same) {
        return new Stage<>() {
            private boolean begun;
            private @Nullable Object last;

            @Override
            public @Nullable Object apply(T element) {
                if (begun && same.test(Values.as(last), element)) {
                    return Staged.SKIP;
                }
                begun = true;
                last = element;
                return element;
            }
        };
    }

    static <T extends @Nullable Object, R extends @Nullable Object> Stage<T> scan(
            R initial, BiFunction<? super R, ? super T, ? extends R> function) {
        return new Stage<>() {
            private @Nullable Object last = initial;

            @Override
            public @Nullable Object apply(T element) {
                last = function.apply(Values.as(last), element);
                return last;
            }
        };
    }

    /** {@code nanos}: how long, after an element, those that follow are left out. */
    static <T extends @Nullable Object> Stage<T> throttleFirst(long nanos) {
        return new Stage<>() {
            private boolean begun;
            private long last;

            @Override
            public @Nullable Object apply(T element) {
                long now = EventLoop.current().time();
                if (begun && now - last < nanos) {
                    return Staged.SKIP;
                }
                begun = true;
                last = now;
                return element;
            }
        };
    }
}
