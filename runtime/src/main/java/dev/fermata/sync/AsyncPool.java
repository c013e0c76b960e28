package dev.fermata.sync;

import dev.fermata.AsyncCloseable;
import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.Promise;
import dev.fermata.Tasks;
import dev.fermata.internal.loop.Nanos;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.WaitQueue;
import dev.fermata.internal.sync.Waiting;
import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Resources that are expensive to open, such as connections, lent to one task at a time:
 *
 * <pre>{@code
 * AsyncPool<Connection> pool = new AsyncPool<>(PoolOptions.of(this::connect).withMax(20));
 * int count = Await.on(pool.use(connection -> connection.count("orders")));
 * }</pre>
 *
 * <p>A resource is opened when one is asked for and none is idle, up to the maximum; beyond it, tasks wait, first come, first
 * served. The resource that came back last is lent first, so that the others may grow old and go. Each task opens its
 * own resource: a failure to open is thrown to it, and its cancellation cancels the opening.
 *
 * <p>It is a semaphore and a heap of resources: who has a permit takes from the heap or, if that is empty, opens one. A pool
 * belongs to the event loop on which it is first used.
 *
 * @param <R> the type of the resources
 */
public final class AsyncPool<R> implements AsyncCloseable {

    private record Idle<R>(R resource, long since) {}

    final PoolOptions<R> options;
    final Permit permit = new Permit();
    private final Drained drained = new Drained();
    private final WaitQueue<@Nullable Void> waiting = new WaitQueue<>(this);
    private final WaitQueue<@Nullable Void> closing = new WaitQueue<>(this);
    private final ArrayDeque<Idle<R>> idle = new ArrayDeque<>();

    /** Where the pool was first used. */
    private @Nullable EventLoop loop;

    private int free;
    private int lent;
    private int disposing;
    private long opened;
    private long discarded;
    private boolean expiring;
    private boolean closed;

    /** Makes a pool, which opens nothing yet. Any thread. */
    public AsyncPool(PoolOptions<R> options) {
        this.options = options;
        free = options.max();
    }

    /**
     * Waits for a resource, or opens one. The result gives it back when it is closed. The await throws what the opening
     * throws, or {@link PoolClosedException}.
     */
    public Coroutine<Lease<R>> acquire() {
        return PoolAcquisition.of(this);
    }

    /**
     * A coroutine that awaits {@code body} with a resource, and has its outcome. The resource goes back in any case; if
     * {@link PoolOptions#broken} says so of a failure, it is disposed of.
     */
    public <T extends @Nullable Object> Coroutine<T> use(Function<? super R, Coroutine<T>> body) {
        return PooledCall.of(this, Objects.requireNonNull(body, "body"));
    }

    /**
     * A coroutine that opens resources, one after the other, until the pool has its minimum. The pool does so by itself after
     * a resource was broken; at first it waits to be asked.
     */
    public Coroutine<@Nullable Void> fill() {
        return PoolFilling.of(this);
    }

    /**
     * Closes the pool: nothing is lent any more, and those who wait fail with a {@link PoolClosedException}. Then waits
     * until what is lent has come back and everything was disposed of. If that wait is cancelled, the pool is closed all the
     * same; closing it again waits again.
     */
    @Override
    public Awaitable<@Nullable Void> closeAsync() {
        return drained;
    }

    /** True if the pool was closed. */
    public boolean isClosed() {
        return closed;
    }

    /** What the pool is doing now. */
    public Statistics statistics() {
        return new Statistics(
                idle.size(), lent, options.max() - free - lent, waiting.size(), opened, discarded, disposing);
    }

    /**
     * What a pool is doing.
     *
     * @param idle how many resources nobody uses
     * @param lent how many resources are in use
     * @param opening how many tasks open or validate a resource
     * @param waiting how many tasks wait for a resource
     * @param opened how many resources were ever opened
     * @param discarded how many of them are not in the pool any more
     * @param disposing how many of these are being closed
     */
    public record Statistics(
            int idle, int lent, int opening, int waiting, long opened, long discarded, int disposing) {}

    // What follows is called with a permit.

    @Nullable
    R takeIdle() {
        Idle<R> latest = idle.pollLast();
        return latest == null ? null : latest.resource();
    }

    Lease<R> lend(R resource) {
        lent++;
        return new Lease<>(this, resource);
    }

    void opened() {
        opened++;
    }

    /** Ends the use of a permit. */
    void release() {
        Waiting<@Nullable Void> next = waiting.poll();
        if (next != null) {
            next.complete(null);
        } else {
            free++;
            endIfDrained();
        }
    }

    /** Ends the use of a permit and of a resource that is not lent. */
    void keep(R resource) {
        try {
            if (closed) {
                dispose(resource);
            } else {
                EventLoop loop = home();
                idle.addLast(new Idle<>(resource, loop.time()));
                expireLater(loop);
            }
        } finally {
            release();
        }
    }

    /** Ends the use of a resource, but not of the permit. */
    void dispose(R resource) {
        discarded++;
        disposing++;
        Awaitable<@Nullable Object> disposal =
                waiter -> options.dispose().apply(resource).await(waiter);
        try {
            Tasks.startOn(home(), disposal).addDoneCallback(done -> {
                disposing--;
                report(done, "a resource of a pool could not be closed");
                endIfDrained();
            });
        } catch (IllegalStateException loopIsClosed) {
            disposing--;
            throw loopIsClosed;
        }
    }

    private static void report(Promise<?> done, String message) {
        Throwable failure = done.isCancelled() ? null : done.exception();
        EventLoop loop = done.loop();
        if (failure != null && loop != null) {
            loop.reportFailure(new ErrorContext(message, failure, done));
        }
    }

    void giveBack(R resource, boolean broken) {
        checkThread();
        lent--;
        if (!broken) {
            keep(resource);
            return;
        }
        try {
            dispose(resource);
        } finally {
            release();
        }
        refill();
    }

    /** Opens, in the background, what is missing. */
    void refill() {
        if (!closed && isBelowMin()) {
            Tasks.startOn(home(), fill()).addDoneCallback(done -> {
                if (!closed) {
                    report(done, "a pool could not open a resource");
                }
            });
        }
    }

    boolean isBelowMin() {
        return idle.size() + options.max() - free < options.min();
    }

    private EventLoop home() {
        return Objects.requireNonNull(loop, "the loop of a pool that was used");
    }

    private void attach(@Nullable EventLoop candidate) {
        waiting.checkLoop(candidate);
        loop = candidate;
    }

    void checkThread() {
        waiting.checkThread();
    }

    private void expireLater(EventLoop home) {
        Duration limit = options.maxIdle();
        if (limit != null && !expiring && !idle.isEmpty()) {
            expiring = true;
            home.callLater(limit.minusNanos(home.time() - idle.getFirst().since()), () -> expire(home, limit));
        }
    }

    private void expire(EventLoop home, Duration limit) {
        expiring = false;
        while (!idle.isEmpty()
                && idle.size() + lent > options.min()
                && home.time() - idle.getFirst().since() >= Nanos.of(limit)) {
            dispose(idle.removeFirst().resource());
        }
        if (idle.size() + lent > options.min()) {
            expireLater(home);
        }
    }

    private void close(@Nullable EventLoop running) {
        attach(running);
        closed = true;
        waiting.failAll(PoolClosedException::new);
        while (!idle.isEmpty()) {
            dispose(idle.removeFirst().resource());
        }
    }

    private boolean isDrained() {
        return free == options.max() && disposing == 0;
    }

    private void endIfDrained() {
        if (closed && isDrained()) {
            closing.completeAll(null);
        }
    }

    @Override
    public String toString() {
        return "AsyncPool[" + (closed ? "closed, " : "") + "idle " + idle.size() + ", lent " + lent + " of "
                + options.max() + ", waiting " + waiting.size() + "]";
    }

    /**
     * A resource that was lent.
     *
     * @param <R> the type of the resource
     */
    public static final class Lease<R> implements AsyncCloseable {

        private final AsyncPool<R> pool;
        private final R resource;
        private boolean broken;
        private boolean over;

        Lease(AsyncPool<R> pool, R resource) {
            this.pool = pool;
            this.resource = resource;
        }

        /**
         * The resource.
         *
         * @throws IllegalStateException if it was given back
         */
        public R resource() {
            if (over) {
                throw new IllegalStateException("the resource was given back: " + resource);
            }
            return resource;
        }

        /** Says that the resource is broken: it is disposed of when it is given back, and not lent again. */
        public void discard() {
            broken = true;
        }

        /**
         * Gives the resource back. Doing so again has no effect. Needs no await, inside {@code @Async} methods or outside.
         *
         * @throws IllegalStateException on another thread than that of the event loop
         */
        @Override
        public void close() {
            pool.checkThread();
            if (!over) {
                over = true;
                pool.giveBack(resource, broken);
            }
        }

        /** As {@link #close()}, when it is awaited. It does not wait for a broken resource to be disposed of. */
        @Override
        public Awaitable<@Nullable Void> closeAsync() {
            return waiter -> {
                close();
                Coroutine.done().await(waiter);
            };
        }

        @Override
        public String toString() {
            return "Lease[" + (over ? "given back, " : "") + resource + "]";
        }
    }

    /** The right to have a resource. */
    final class Permit extends QueuedOperation<@Nullable Void> {

        @Override
        public @Nullable Object attempt() {
            attach(EventLoop.running());
            if (closed) {
                throw new PoolClosedException();
            }
            if (free == 0) {
                return WAIT;
            }
            free--;
            return null;
        }

        @Override
        public void enqueue(Waiting<@Nullable Void> added) {
            waiting.add(added);
        }

        @Override
        public String toString() {
            return "a resource of " + AsyncPool.this;
        }
    }

    private final class Drained extends QueuedOperation<@Nullable Void> {

        @Override
        public boolean canBeGivenUp() {
            return false;
        }

        @Override
        public @Nullable Object attempt() {
            close(EventLoop.running());
            return isDrained() ? null : WAIT;
        }

        @Override
        public void enqueue(Waiting<@Nullable Void> added) {
            closing.add(added);
        }

        @Override
        public String toString() {
            return "the end of " + AsyncPool.this;
        }
    }
}
