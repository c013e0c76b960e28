package dev.fermata.sync;

import dev.fermata.Cancellation;
import dev.fermata.Coroutine;
import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The coroutine that gets a resource of a pool: a frame, written by hand.
 *
 * <p>States: 0 not started; {@link #WAITING} for a permit; with it, {@link #VALIDATING} the resource {@link #candidate} or
 * {@link #OPENING} one. When it ends with anything but a lease, the permit has been given back.
 */
final class PoolAcquisition<R> extends WrittenFrame {

    private static final int WAITING = 1;
    private static final int VALIDATING = 2;
    private static final int OPENING = 3;

    private final AsyncPool<R> pool;
    private @Nullable R candidate;

    PoolAcquisition(AsyncPool<R> pool) {
        this.pool = pool;
    }

    @SuppressWarnings("unchecked")
    static <R> Coroutine<AsyncPool.Lease<R>> of(AsyncPool<R> pool) {
        return (Coroutine<AsyncPool.Lease<R>>) (Coroutine<?>) new PoolAcquisition<>(pool);
    }

    @Override
    protected @Nullable Object run() throws Throwable {
        if (state == 0) {
            Object permit = Hooks.await(pool.permit, this);
            if (permit instanceof Suspended) {
                return Hooks.suspend(permit, WAITING, this);
            }
        } else if (state == WAITING) {
            take();
        }
        try {
            return withPermit();
        } catch (Throwable failure) {
            pool.release();
            throw failure;
        }
    }

    private @Nullable Object withPermit() throws Throwable {
        if (state == VALIDATING) {
            R validated = validated(null, true);
            if (validated != null) {
                return Hooks.result(pool.lend(validated));
            }
        } else if (state == OPENING) {
            return opened(take());
        }
        for (R next = pool.takeIdle(); next != null; next = pool.takeIdle()) {
            candidate = next;
            Object answer = beginValidation(next);
            if (answer instanceof Suspended) {
                return Hooks.suspend(answer, VALIDATING, this);
            }
            R validated = validated(answer, false);
            if (validated != null) {
                return Hooks.result(pool.lend(validated));
            }
        }
        Object resource = Hooks.await(pool.options.open().get(), this);
        return resource instanceof Suspended ? Hooks.suspend(resource, OPENING, this) : opened(resource);
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object opened(@Nullable Object resource) {
        R made = (R) Objects.requireNonNull(resource, "a pool opened null");
        pool.opened();
        return Hooks.result(pool.lend(made));
    }

    /** Returns a {@link Suspended}, or whether the resource is valid. */
    private @Nullable Object beginValidation(R resource) {
        var validate = pool.options.validate();
        if (validate == null) {
            return true;
        }
        try {
            return Hooks.await(validate.apply(resource), this);
        } catch (Throwable failure) {
            return new FailedValidation(failure);
        }
    }

    /** The candidate if it is valid; otherwise it is disposed of. */
    private @Nullable R validated(@Nullable Object answer, boolean take) throws Throwable {
        R resource = Objects.requireNonNull(candidate);
        candidate = null;
        boolean valid;
        try {
            Object told = take ? take() : answer;
            if (told instanceof FailedValidation failed) {
                throw failed.failure();
            }
            valid = Boolean.TRUE.equals(told);
        } catch (Cancellation | VirtualMachineError failure) {
            pool.dispose(resource);
            throw failure;
        } catch (Throwable failure) {
            valid = false;
        }
        if (valid) {
            return resource;
        }
        pool.dispose(resource);
        return null;
    }

    private record FailedValidation(Throwable failure) {}
}
