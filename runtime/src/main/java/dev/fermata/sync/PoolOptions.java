package dev.fermata.sync;

import dev.fermata.AsyncCloseable;
import dev.fermata.Coroutine;
import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.WrittenFrame;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link AsyncPool} keeps its resources: {@code PoolOptions.of(this::connect).withMax(20).withMin(2)}.
 *
 * @param open opens a resource, which is not null; called in the task that needs it
 * @param min how many resources the pool keeps even if nobody needs them; 0 or more
 * @param max how many resources there are at most; {@code min} or more, and 1 or more
 * @param maxIdle how long those above {@code min} are kept while nobody needs them; null for ever
 * @param validate asked before a resource is lent once more: false, or a failure, means that it is broken; null asks nothing
 * @param broken tells of what failed while a resource was in use whether the resource is broken by that
 * @param dispose closes a resource for good
 * @param <R> the type of the resources
 */
public record PoolOptions<R>(
        Supplier<? extends Coroutine<? extends R>> open,
        int min,
        int max,
        @Nullable Duration maxIdle,
        @Nullable Function<? super R, ? extends Coroutine<Boolean>> validate,
        Predicate<? super Throwable> broken,
        Function<? super R, ? extends Coroutine<?>> dispose) {

    /** Checks the numbers. */
    public PoolOptions {
        Objects.requireNonNull(open, "open");
        Objects.requireNonNull(broken, "broken");
        Objects.requireNonNull(dispose, "dispose");
        if (min < 0 || max < 1 || min > max) {
            throw new IllegalArgumentException("a pool of " + min + " to " + max + " resources");
        }
    }

    /**
     * Up to 10 resources, kept for ever, not validated, not broken by any failure, and closed if they are
     * {@link AsyncCloseable} or {@link AutoCloseable}.
     */
    public static <R> PoolOptions<R> of(Supplier<? extends Coroutine<? extends R>> open) {
        return new PoolOptions<>(open, 0, 10, null, null, failure -> false, Closing::new);
    }

    /** Closes a resource in the way that it offers. */
    private static final class Closing extends WrittenFrame {
        private final Object resource;

        Closing(Object resource) {
            this.resource = resource;
        }

        @Override
        protected @Nullable Object run() throws Throwable {
            if (resource instanceof AsyncCloseable async) {
                return Hooks.tail(async.closeAsync());
            }
            if (resource instanceof AutoCloseable closeable) {
                closeable.close();
            }
            return null;
        }
    }

    /** The same with another minimum. */
    public PoolOptions<R> withMin(int resources) {
        return new PoolOptions<>(open, resources, max, maxIdle, validate, broken, dispose);
    }

    /** The same with another maximum. */
    public PoolOptions<R> withMax(int resources) {
        return new PoolOptions<>(open, min, resources, maxIdle, validate, broken, dispose);
    }

    /** The same with a limit for how long a resource is kept while nobody needs it. */
    public PoolOptions<R> withMaxIdle(Duration limit) {
        return new PoolOptions<>(open, min, max, Objects.requireNonNull(limit, "limit"), validate, broken, dispose);
    }

    /** The same with a question to ask before a resource is lent once more. */
    public PoolOptions<R> withValidation(Function<? super R, ? extends Coroutine<Boolean>> valid) {
        return new PoolOptions<>(open, min, max, maxIdle, Objects.requireNonNull(valid, "valid"), broken, dispose);
    }

    /**
     * The same with another idea of what breaks a resource: it is asked for what {@link AsyncPool#use} throws, including
     * a {@link dev.fermata.Cancellation}.
     */
    public PoolOptions<R> withBroken(Predicate<? super Throwable> isBroken) {
        return new PoolOptions<>(open, min, max, maxIdle, validate, isBroken, dispose);
    }

    /** The same with another way to close a resource for good. */
    public PoolOptions<R> withDisposal(Function<? super R, ? extends Coroutine<?>> disposal) {
        return new PoolOptions<>(open, min, max, maxIdle, validate, broken, disposal);
    }
}
