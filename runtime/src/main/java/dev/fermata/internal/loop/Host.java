package dev.fermata.internal.loop;

import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The thread of somebody else that a {@link HostLoop} lives on. All methods may be called on any thread. */
abstract class Host {

    private final Executor executor;
    private final @Nullable BooleanSupplier isHostThread;

    Host(Executor executor, @Nullable BooleanSupplier isHostThread) {
        this.executor = executor;
        this.isHostThread = isHostThread;
    }

    /** A host with a timer of its own. */
    static Host of(ScheduledExecutorService service) {
        if (service instanceof ThreadPoolExecutor pool && pool.getCorePoolSize() != 1) {
            throw new IllegalArgumentException(
                    "an event loop needs a host with one thread; this has " + pool.getCorePoolSize() + ": " + service);
        }
        return new Host(service, null) {
            @Override
            Future<?> wakeLater(Runnable batch, long nanos) {
                return service.schedule(batch, nanos, TimeUnit.NANOSECONDS);
            }
        };
    }

    /** A host without a timer: the one of the JDK, which {@code CompletableFuture} uses, wakes it. */
    static Host of(Executor executor, BooleanSupplier isHostThread) {
        return new Host(executor, isHostThread) {
            @Override
            Future<?> wakeLater(Runnable batch, long nanos) {
                return WallTimer.start(nanos, () -> {
                    try {
                        execute(batch);
                    } catch (RejectedExecutionException gone) {
                        // Whoever schedules something next finds that out.
                    }
                });
            }
        };
    }

    /**
     * Runs {@code batch} soon.
     *
     * @throws RejectedExecutionException if the host has ended
     */
    final void execute(Runnable batch) {
        executor.execute(batch);
    }

    /** Runs {@code batch} after {@code nanos}; cancelling the future prevents it. */
    abstract Future<?> wakeLater(Runnable batch, long nanos);

    /** True if this is the thread of the host; {@code lastSeen} is where it ran a batch last. */
    final boolean isHostThread(@Nullable Thread lastSeen) {
        return isHostThread == null ? Thread.currentThread() == lastSeen : isHostThread.getAsBoolean();
    }

    /** True if the host cannot say which thread is its own. */
    final boolean isSilent() {
        return isHostThread == null;
    }

    @Override
    public String toString() {
        return executor.toString();
    }
}
