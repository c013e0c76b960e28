package dev.fermata;

import dev.fermata.loop.EventLoop;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The way back into an event loop for blocking code on other threads: it waits there while the loop does the work.
 *
 * <pre>
 *   Await.on(Tasks.toThread(() -&gt; {
 *       for (Row row : blockingDriver.rows()) {
 *           LoopPortal.current().await(queue.put(row));
 *       }
 *       return null;
 *   }));
 * </pre>
 *
 * <p>Cancellation passes both ways. When the waiting thread is interrupted, as {@link Tasks#toThread} does to a thread
 * whose task is cancelled, what it waits for is cancelled, and waited for until it has ended. When what it waits for is
 * cancelled by others, or the loop is closed, it gets a {@link CancellationException}.
 */
public final class LoopPortal {

    private final EventLoop loop;
    private final @Nullable ThreadLeaf<?> work;

    private LoopPortal(EventLoop loop, @Nullable ThreadLeaf<?> work) {
        this.loop = loop;
        this.work = work;
    }

    /**
     * The portal to the loop for which this thread works, inside of {@link Tasks#toThread}.
     *
     * @throws IllegalStateException elsewhere
     */
    public static LoopPortal current() {
        ThreadLeaf<?> work = CurrentTask.work();
        EventLoop loop = work == null ? null : work.loop();
        if (loop == null) {
            throw new IllegalStateException(
                    "this thread does no work for a task of an event loop; use LoopPortal.to(loop)");
        }
        return new LoopPortal(loop, work);
    }

    /** A portal to {@code loop} for any thread. */
    public static LoopPortal to(EventLoop loop) {
        return new LoopPortal(Objects.requireNonNull(loop, "loop"), null);
    }

    /** The loop that this leads to. */
    public EventLoop loop() {
        return loop;
    }

    /**
     * Runs {@code awaitable} as a task of the loop, in a copy of this thread's context, and blocks until it has ended.
     * Returns its result or throws its failure, the original exception object whether checked or not. A result that comes
     * in spite of an interruption is returned, and the thread found interrupted.
     *
     * @throws InterruptedException if the thread was interrupted and {@code awaitable} cancelled because of it
     * @throws CancellationException if {@code awaitable} was cancelled by others, or the loop closed
     * @throws IllegalStateException if this is the loop's own thread, which would wait for itself; if the loop is closed; or
     *     if the coroutine was used before
     */
    public <T extends @Nullable Object> T await(Awaitable<T> awaitable) throws InterruptedException {
        if (loop.isRunning() && loop.isOwnThread()) {
            throw new IllegalStateException(
                    "waiting here would block the event loop that has to do the work; use Await.on(...)");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return waitFor(Tasks.startOn(loop, awaitable));
    }

    /** As {@link #await}, for a function that is called on the loop's thread. */
    public <T extends @Nullable Object> T call(Callable<? extends T> function) throws InterruptedException {
        Objects.requireNonNull(function, "function");
        return this.<T>await(new CallingFrame(function).as());
    }

    private static <T extends @Nullable Object> T waitFor(Task<T> task) throws InterruptedException {
        CompletableFuture<T> end = task.toCompletableFuture();
        boolean interrupted = false;
        while (true) {
            try {
                end.get();
                break;
            } catch (InterruptedException interruption) {
                interrupted = true;
                task.cancel("the thread that waits was interrupted");
            } catch (ExecutionException | CompletionException | CancellationException ended) {
                break; // the task has the original
            }
        }
        if (interrupted && task.isCancelled()) {
            throw new InterruptedException();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return task.result();
    }

    /**
     * True if the task that awaits this thread's work was cancelled: the work should come to its end. Unlike the thread's
     * interruption, which is how it is told, this stays. Always false for a portal that {@link #to} made.
     */
    public boolean isCancelled() {
        return work != null && work.wasInterrupted();
    }

    @Override
    public String toString() {
        return "LoopPortal[" + loop + "]";
    }
}
