package dev.fermata;

import dev.fermata.loop.EventLoop;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Work that blocks, on a thread of the loop's executor. An interruption interrupts that thread and waits for the work to
 * end, so that its result, if it has one all the same, is not lost; work that has not begun is dropped.
 */
final class ThreadLeaf<T extends @Nullable Object> extends OneShotLeaf<T> implements Runnable {

    private final Callable<? extends T> work;
    private @Nullable EventLoop loop;

    /** The context of the task, which the work sees. */
    private @Nullable Object context;

    /** The thread that does the work, while it does; guarded, as all below, by this. */
    private @Nullable Thread worker;

    private boolean begun;
    private boolean interrupted;

    ThreadLeaf(Callable<? extends T> work) {
        this.work = work;
    }

    @Override
    void start(Task<?> task) {
        context = Context.copyOf(task.context);
        EventLoop home = task.loop();
        if (home == null) {
            ForkJoinPool.commonPool().execute(this);
            return;
        }
        Executor executor = home.executor();
        loop = home;
        home.outsideWorkBegan();
        try {
            executor.execute(this);
        } catch (RuntimeException rejected) {
            home.outsideWorkEnded();
            throw rejected;
        }
    }

    @Override
    public void run() {
        try {
            if (begins()) {
                settle(outcomeOfWork());
            }
        } finally {
            if (loop != null) {
                loop.outsideWorkEnded();
            }
        }
    }

    private synchronized boolean begins() {
        begun = true;
        worker = Thread.currentThread();
        return !interrupted;
    }

    private Outcome<T> outcomeOfWork() {
        try {
            return new Outcome.Success<>(callWork());
        } catch (InterruptedException | ClosedByInterruptException | CancellationException failure) {
            return wasInterrupted() ? new Outcome.Cancelled<>(null) : new Outcome.Failure<>(failure);
        } catch (Throwable failure) {
            return new Outcome.Failure<>(failure);
        } finally {
            ends();
        }
    }

    private T callWork() throws Exception {
        Object taken = context;
        return taken == null ? work.call() : Context.live(taken).call(work);
    }

    private synchronized boolean wasInterrupted() {
        return interrupted;
    }

    /** After this nobody interrupts the thread, which goes on to other work. */
    private synchronized void ends() {
        worker = null;
        if (interrupted) {
            Thread.interrupted();
        }
    }

    @Override
    synchronized boolean interrupt(Task<?> task) {
        interrupted = true;
        if (!begun) {
            return !abandon(task);
        }
        if (worker != null) {
            worker.interrupt();
        }
        return true;
    }

    @Override
    public String toString() {
        return "work on another thread: " + work;
    }
}
