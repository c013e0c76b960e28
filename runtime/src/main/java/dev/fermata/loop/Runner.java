package dev.fermata.loop;

import dev.fermata.Awaitable;
import dev.fermata.Context;
import dev.fermata.Coroutine;
import dev.fermata.RunOptions;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs several main coroutines, one after the other, on one event loop and in one context, from a thread that may block.
 * {@link dev.fermata.Fermata#run} is a runner with one run.
 *
 * <pre>
 *   try (Runner runner = new Runner()) {
 *       runner.run(prepare());
 *       runner.run(work());
 *   }
 * </pre>
 *
 * <p>The loop is made at the first use. Tasks that a run leaves behind go on in the next one; {@link #close} ends them.
 * To be used by one thread at a time.
 */
public final class Runner implements AutoCloseable {

    private final RunOptions options;
    private @Nullable EventLoop loop;
    private @Nullable Context context;
    private @Nullable ExitHook hook;
    private boolean closed;

    /** Makes a runner with the {@linkplain RunOptions#defaults defaults}. */
    public Runner() {
        this(RunOptions.defaults());
    }

    /** Makes a runner. */
    public Runner(RunOptions options) {
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * The loop, made now if it was not before, on this thread.
     *
     * @throws IllegalStateException if this was closed
     */
    public EventLoop loop() {
        checkOpen();
        EventLoop made = loop;
        if (made == null) {
            context = Context.copyOfCurrent();
            made = options.loop().get();
            if (options.exceptionHandler() != null) {
                made.setExceptionHandler(options.exceptionHandler());
            }
            if (options.debug() != null) {
                made.setDebug(options.debug());
            }
            if (options.executor() != null) {
                made.setExecutor(options.executor().get());
            }
            loop = made;
        }
        return made;
    }

    /**
     * Runs {@code main} as a task, on this thread, which blocks until it has ended. Returns its result or throws its
     * failure, the original exception object whether checked or not. What it sets in its context is there in the next run.
     *
     * <p>Interrupting the thread cancels {@code main}, and so does Ctrl-C: see {@link RunOptions#cancelOnExit}.
     *
     * @throws java.util.concurrent.CancellationException if {@code main} was cancelled
     * @throws IllegalStateException if an event loop is running on this thread, or if this was closed
     */
    public <T extends @Nullable Object> T run(Awaitable<? extends T> main) {
        checkMayBlock(main);
        EventLoop home = loop();
        return run(home, Objects.requireNonNull(context), main);
    }

    /** As {@link #run(Awaitable)}, in {@code other} in place of the runner's own context. */
    public <T extends @Nullable Object> T run(Context other, Awaitable<? extends T> main) {
        checkMayBlock(main);
        return run(loop(), other, main);
    }

    @SuppressWarnings("unchecked") // nothing is put into an awaitable
    private <T extends @Nullable Object> T run(EventLoop home, Context within, Awaitable<? extends T> main) {
        Task<T> task = Tasks.startOn(home, within, (Awaitable<T>) Objects.requireNonNull(main, "main"));
        if (options.name() != null) {
            task.setName(options.name());
        }
        home.onInterrupt(() -> task.cancel("the thread was interrupted"));
        ExitHook exit = hook();
        if (exit != null) {
            exit.runBegan(task);
        }
        try {
            return home.runUntilComplete(task);
        } finally {
            home.onInterrupt(null);
            if (exit != null) {
                exit.runEnded();
            }
        }
    }

    private @Nullable ExitHook hook() {
        if (hook == null && options.cancelOnExit()) {
            hook = ExitHook.install(options.exitGrace());
        }
        return hook;
    }

    /**
     * Cancels the tasks that are left, waits for them and closes the streams that were left half consumed; their failures
     * go to the exception handler. Then shuts the executor down, which may take {@link RunOptions#executorTimeout}, and
     * closes the loop. Closing again does nothing.
     *
     * @throws IllegalStateException if an event loop is running on this thread
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        checkMayBlock(null);
        closed = true;
        try {
            EventLoop home = loop;
            if (home != null) {
                close(home);
            }
        } finally {
            if (hook != null) {
                hook.closed();
            }
        }
    }

    private void close(EventLoop home) {
        try {
            home.runUntilComplete(home.endTasks());
        } finally {
            try {
                ExecutorEnd executor = new ExecutorEnd(home, options.executorTimeout());
                home.onInterrupt(executor::hurry);
                home.runUntilComplete(executor.promise());
                home.onInterrupt(null);
                home.runUntilComplete(home.endTasks());
            } finally {
                home.close();
            }
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this runner was closed");
        }
    }

    /** Closes {@code main}, if it is a coroutine, before it refuses: nobody will run it. */
    private static void checkMayBlock(@Nullable Awaitable<?> main) {
        if (EventLoop.running() != null) {
            if (main instanceof Coroutine<?> refused) {
                refused.close();
            }
            throw new IllegalStateException(
                    "this would block the event loop that is running on this thread; await in place of it");
        }
    }
}
