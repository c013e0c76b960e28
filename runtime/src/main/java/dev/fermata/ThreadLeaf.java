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

    /** Where the work is to be done; null for the loop's executor. */
    private final @Nullable Executor given;

    private final Callable<? extends T> work;
    private @Nullable EventLoop loop;

    /** The context of the task, which the work sees. */
    private @Nullable Object context;

    /** The thread that does the work, while it does; guarded, as all below, by this. */
    private @Nullable Thread worker;

    private boolean begun;
    private boolean interrupted;

    /** The worker waits for the loop. */
    private boolean paused;

    /** The worker was interrupted and has not come out of a wait for the loop since. */
    private boolean interruptionUnseen;

    ThreadLeaf(@Nullable Executor given, Callable<? extends T> work) {
        this.given = given;
        this.work = work;
    }

    @Override
    void start(Task<?> task) {
        context = Context.copyOf(task.context);
        EventLoop home = task.loop();
        if (home == null) {
            (given == null ? ForkJoinPool.commonPool() : given).execute(this);
            return;
        }
        Executor executor = given == null ? home.executor() : given;
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
            if (loop != null && loop.isOwnThread()) {
                settle(new Outcome.Failure<>(
                        new IllegalStateException("the executor runs work on the thread of the event"
                                + " loop, which it would block; it needs threads of its own")));
            } else if (begins()) {
                settle(outcomeOfWork());
            }
        } finally {
            if (loop != null) {
                workerLeft(loop);
                loop.outsideWorkEnded();
            }
        }
    }

    private synchronized boolean begins() {
        begun = true;
        worker = Thread.currentThread();
        if (loop != null) {
            workerCame(loop);
        }
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
        ThreadLeaf<?> outer = CurrentTask.work();
        CurrentTask.setWork(this);
        try {
            return taken == null ? work.call() : Context.live(taken).call(work);
        } finally {
            CurrentTask.setWork(outer);
        }
    }

    /** The loop of the task that awaits this; null if it has none. */
    @Nullable
    EventLoop loop() {
        return loop;
    }

    /**
     * Declares, on the worker, that it waits for the loop: that is no work outside of it, and the loop may let time pass (see
     * {@link EventLoop#outsideWorkBegan}). An interruption that is to be seen yet ends the wait before it begins.
     */
    synchronized void pause() {
        if (!interruptionUnseen && loop != null) {
            paused = true;
            loop.outsideWorkEnded();
        }
    }

    /** Declares that the worker is about to go on. Any thread; does nothing unless it waits. */
    synchronized void resume() {
        if (paused && loop != null) {
            paused = false;
            loop.outsideWorkBegan();
        }
    }

    /** Called on the worker when it no longer waits for the loop. */
    synchronized void wentOn() {
        resume();
        interruptionUnseen = false;
    }

    synchronized boolean wasInterrupted() {
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
            interruptionUnseen = true;
            resume();
            worker.interrupt();
        }
        return true;
    }

    @Override
    public String toString() {
        return "work on another thread: " + work;
    }
}
