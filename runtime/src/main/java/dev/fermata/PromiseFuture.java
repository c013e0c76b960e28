package dev.fermata;

import dev.fermata.loop.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A promise as the JDK's future, and what is derived from that: refuses to block the thread of the promise's loop. */
final class PromiseFuture<T extends @Nullable Object> extends CompletableFuture<T> {

    /** What this mirrors; null for a future derived from one that does. */
    private final @Nullable Promise<T> promise;

    private final @Nullable EventLoop loop;

    // Guarded by this.
    private boolean settled;
    private List<ThreadLeaf<?>> waitingWorkers = List.of();

    PromiseFuture(Promise<T> promise) {
        this.promise = promise;
        this.loop = promise.loop();
    }

    private PromiseFuture(@Nullable EventLoop loop) {
        this.promise = null;
        this.loop = loop;
    }

    static <T extends @Nullable Object> CompletableFuture<T> done(Outcome<T> outcome) {
        CompletableFuture<T> future = new CompletableFuture<>();
        settle(future, outcome);
        return future;
    }

    /** The promise to await in place of this future; null if there is none, or if this was completed by hand. */
    @Nullable
    Promise<T> promise() {
        return isDone() ? null : promise;
    }

    void settle(Outcome<T> outcome) {
        synchronized (this) {
            settled = true;
            waitingWorkers.forEach(ThreadLeaf::resume);
            waitingWorkers = List.of();
        }
        settle(this, outcome);
    }

    /**
     * Called before a thread blocks: one that works for a task of the loop is not at work meanwhile, but waits for the loop.
     * Returns that work, to be given to {@link #unblock}, or null.
     */
    private @Nullable ThreadLeaf<?> block() {
        ThreadLeaf<?> work = CurrentTask.work();
        if (promise == null || work == null || work.loop() != loop) {
            return null;
        }
        synchronized (this) {
            if (settled) {
                return null;
            }
            List<ThreadLeaf<?>> waiting = new ArrayList<>(waitingWorkers);
            waiting.add(work);
            waitingWorkers = waiting;
            work.pause();
        }
        return work;
    }

    /** Called when the thread goes on; it is at work again from the moment on at which this was settled. */
    private synchronized void unblock(@Nullable ThreadLeaf<?> work) {
        if (work != null) {
            if (!settled) {
                waitingWorkers.remove(work);
            }
            work.wentOn();
        }
    }

    private static <T extends @Nullable Object> void settle(CompletableFuture<T> future, Outcome<T> outcome) {
        if (outcome instanceof Outcome.Success<T> success) {
            future.complete(success.value());
        } else if (outcome instanceof Outcome.Failure<T> failure) {
            future.completeExceptionally(failure.exception());
        } else if (future instanceof PromiseFuture<T> mirror) {
            mirror.cancelOnlyThis();
        } else {
            future.cancel(false);
        }
    }

    private void cancelOnlyThis() {
        super.cancel(false);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (promise == null) {
            return super.cancel(mayInterruptIfRunning);
        }
        if (isDone()) {
            return isCancelled();
        }
        promise.cancel();
        return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new PromiseFuture<>(loop);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        refuseToBlockLoop();
        ThreadLeaf<?> work = block();
        try {
            return super.get();
        } finally {
            unblock(work);
        }
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        refuseToBlockLoop();
        ThreadLeaf<?> work = block();
        try {
            return super.get(timeout, unit);
        } finally {
            unblock(work);
        }
    }

    @Override
    public T join() {
        refuseToBlockLoop();
        ThreadLeaf<?> work = block();
        try {
            return super.join();
        } finally {
            unblock(work);
        }
    }

    private void refuseToBlockLoop() {
        if (loop != null && loop.isRunning() && loop.isOwnThread() && !isDone()) {
            throw new IllegalStateException(
                    "waiting here would block the event loop that has to do the work; use Await.on(...) in an @Async"
                            + " method, or thenAccept(...)");
        }
    }
}
