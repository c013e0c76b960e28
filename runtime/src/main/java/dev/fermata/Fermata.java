package dev.fermata;

import dev.fermata.loop.Runner;
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
     * or throws its failure, the original exception object whether checked or not. For several runs on one loop, see {@link
     * Runner}.
     *
     * <p>Before that, tasks that are left over are cancelled and awaited, and streams that were left half consumed are
     * closed, their failures going to the exception handler; then the loop's executor is shut down and the loop closed.
     *
     * <p>Interrupting the thread cancels {@code main}. So does Ctrl-C, or any other request that the JVM should end: it ends
     * when the {@code finally} blocks have run, with the status that it would have had (130 for Ctrl-C), or when {@link
     * RunOptions#exitGrace} has passed, or at once when Ctrl-C comes a second time.
     *
     * @throws java.util.concurrent.CancellationException if {@code main} was cancelled
     * @throws IllegalStateException if an event loop is running on this thread
     */
    public static <T extends @Nullable Object> T run(Awaitable<? extends T> main, RunOptions options) {
        Objects.requireNonNull(main, "main");
        try (Runner runner = new Runner(options)) {
            return runner.run(main);
        }
    }
}
