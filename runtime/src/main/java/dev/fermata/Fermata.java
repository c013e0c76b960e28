package dev.fermata;

import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The way from a {@code main} method, or any thread that may block, into asynchronous code. */
public final class Fermata {

    private Fermata() {}

    /** As {@link #run(Awaitable, RunOptions)}, with the {@linkplain RunOptions#defaults defaults}. */
    public static <T extends @Nullable Object> T run(Awaitable<? extends T> main) {
        return run(main, RunOptions.defaults());
    }

    /**
     * Runs {@code main} as a task on a new event loop, on this thread, which blocks until it has ended. Returns its result
     * or throws its failure, the original exception object whether checked or not.
     *
     * <p>Before that, tasks that are left over are cancelled and awaited, their failures going to the exception handler;
     * then the loop's executor is shut down and the loop closed.
     *
     * <p>Interrupting the thread cancels {@code main}. So does Ctrl-C, and the JVM ends only when the {@code finally}
     * blocks have run; a second Ctrl-C has no effect then, so that wait has a limit.
     *
     * @throws java.util.concurrent.CancellationException if {@code main} was cancelled
     * @throws IllegalStateException if an event loop is running on this thread
     */
    public static <T extends @Nullable Object> T run(Awaitable<? extends T> main, RunOptions options) {
        Objects.requireNonNull(main, "main");
        if (EventLoop.running() != null) {
            Coroutine.close(main);
            throw new IllegalStateException(
                    "Fermata.run would block the event loop that is running on this thread; await in place of it");
        }
        EventLoop loop = options.loop().get();
        try {
            if (options.exceptionHandler() != null) {
                loop.setExceptionHandler(options.exceptionHandler());
            }
            if (options.debug() != null) {
                loop.setDebug(options.debug());
            }
            return runMain(loop, main, options);
        } finally {
            loop.close();
        }
    }

    private static <T extends @Nullable Object> T runMain(
            EventLoop loop, Awaitable<? extends T> main, RunOptions options) {
        Task<T> task = Tasks.startOn(loop, AwaitingFrame.over(main));
        if (options.name() != null) {
            task.setName(options.name());
        }
        loop.onInterrupt(() -> task.cancel("the thread was interrupted"));
        ExitHook hook = options.cancelOnExit() ? ExitHook.install(task, options.exitGrace()) : null;
        try {
            return loop.runUntilComplete(task);
        } finally {
            try {
                loop.onInterrupt(null);
                cancelLeftOver(loop);
                loop.shutdownExecutor(options.executorTimeout());
            } finally {
                if (hook != null) {
                    hook.runEnded();
                }
            }
        }
    }

    private static void cancelLeftOver(EventLoop loop) {
        List<Task<?>> leftOver = Tasks.all(loop);
        if (!leftOver.isEmpty()) {
            leftOver.forEach(task -> task.cancelAnew("the event loop is shutting down"));
            runUntilAllEnded(loop, leftOver);
            leftOver.forEach(task -> report(loop, task));
        }
    }

    private static void runUntilAllEnded(EventLoop loop, List<Task<?>> tasks) {
        int[] pending = {0};
        for (Task<?> task : tasks) {
            if (!task.isDone()) {
                pending[0]++;
                stopAfter(loop, task, pending);
            }
        }
        while (pending[0] > 0) {
            loop.runForever();
        }
    }

    private static <T extends @Nullable Object> void stopAfter(EventLoop loop, Task<T> task, int[] pending) {
        task.addDoneCallback(ended -> {
            if (--pending[0] == 0) {
                loop.stop();
            }
        });
    }

    private static void report(EventLoop loop, Task<?> task) {
        Throwable failure = task.unseenFailure();
        if (failure != null) {
            task.outcome();
            loop.reportFailure(new ErrorContext("unhandled exception during shutdown", failure, task));
        }
    }
}
