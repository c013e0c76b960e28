package dev.fermata.sync;

import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.codegen.Frame;
import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The coroutine that awaits a body with a resource of a pool: a frame, written by hand. */
final class PooledCall<R> extends WrittenFrame {

    private final AsyncPool<R> pool;
    private final Function<? super R, ? extends Awaitable<?>> body;
    private AsyncPool.@Nullable Lease<R> lease;

    private PooledCall(AsyncPool<R> pool, Function<? super R, ? extends Awaitable<?>> body) {
        this.pool = pool;
        this.body = body;
    }

    @SuppressWarnings("unchecked")
    static <R, T extends @Nullable Object> Coroutine<T> of(AsyncPool<R> pool, Function<? super R, Coroutine<T>> body) {
        return (Coroutine<T>) (Coroutine<?>) new PooledCall<>(pool, body);
    }

    @SuppressWarnings("unchecked")
    @Override
    protected @Nullable Object run() throws Throwable {
        if (lease != null) {
            return inUse(lease, false);
        }
        Object acquired = state == 0 ? Hooks.await(pool.acquire(), this) : take();
        if (acquired instanceof Suspended) {
            return Hooks.suspend(acquired, 1, this);
        }
        AsyncPool.Lease<R> begun = (AsyncPool.Lease<R>) Objects.requireNonNull(acquired);
        lease = begun;
        return inUse(begun, true);
    }

    private @Nullable Object inUse(AsyncPool.Lease<R> used, boolean begin) throws Throwable {
        Object result;
        try {
            result = begin ? Hooks.await(body.apply(used.resource()), this) : Frame.escape(take());
        } catch (Throwable failure) {
            giveBack(used, failure);
            throw failure;
        }
        if (result instanceof Suspended && begin) {
            return Hooks.suspend(result, 2, this);
        }
        used.close();
        return result;
    }

    private void giveBack(AsyncPool.Lease<R> used, Throwable failure) {
        try {
            if (pool.options.broken().test(failure)) {
                used.discard();
            }
        } catch (RuntimeException undecided) {
            used.discard();
            failure.addSuppressed(undecided);
        }
        used.close();
    }
}
