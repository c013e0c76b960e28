package dev.fermata.sync;

import dev.fermata.Coroutine;
import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The coroutine that opens resources until a pool has its minimum: a frame, written by hand. It never waits for a permit:
 * below the minimum there is one.
 */
final class PoolFilling<R> extends WrittenFrame {

    private final AsyncPool<R> pool;

    private PoolFilling(AsyncPool<R> pool) {
        this.pool = pool;
    }

    @SuppressWarnings("unchecked")
    static Coroutine<@Nullable Void> of(AsyncPool<?> pool) {
        return (Coroutine<@Nullable Void>) (Coroutine<?>) new PoolFilling<>(pool);
    }

    @Override
    protected @Nullable Object run() throws Throwable {
        if (state == 1) {
            opened(false, null);
        }
        while (pool.isBelowMin()) {
            pool.permit.attempt();
            Object resource = open();
            if (resource instanceof Suspended) {
                return Hooks.suspend(resource, 1, this);
            }
            opened(true, resource);
        }
        return null;
    }

    private @Nullable Object open() throws Throwable {
        try {
            return Hooks.await(pool.options.open().get(), this);
        } catch (Throwable failure) {
            pool.release();
            throw failure;
        }
    }

    @SuppressWarnings("unchecked")
    private void opened(boolean known, @Nullable Object resource) throws Throwable {
        R made;
        try {
            made = (R) Objects.requireNonNull(known ? resource : take(), "a pool opened null");
        } catch (Throwable failure) {
            pool.release();
            throw failure;
        }
        pool.opened();
        pool.keep(made);
    }
}
