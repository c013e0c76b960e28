package dev.fermata;

import dev.fermata.loop.EventLoop;
import dev.fermata.loop.EventLoopProvider;
import dev.fermata.loop.ExceptionHandler;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Fermata#run(Awaitable, RunOptions)} runs: {@code RunOptions.defaults().withName("main")}.
 *
 * @param loop makes the event loop
 * @param name the name of the main task; null for the usual {@code Task-N}
 * @param exceptionHandler receives the failures that have nobody to go to; null to log them
 * @param executorTimeout how long to wait at the end for work on other threads; not negative
 * @param cancelOnExit whether Ctrl-C, or any other end of the JVM, cancels the main task first
 * @param exitGrace how long the JVM waits for the run to end then; not negative
 * @param debug whether the loop is in {@linkplain EventLoop#setDebug debug mode}; null to leave it as it is
 * @param executor makes the executor for work that blocks, which the loop shuts down at its end; null for the loop's own pool
 */
public record RunOptions(
        Supplier<? extends EventLoop> loop,
        @Nullable String name,
        @Nullable ExceptionHandler exceptionHandler,
        Duration executorTimeout,
        boolean cancelOnExit,
        Duration exitGrace,
        @Nullable Boolean debug,
        @Nullable Supplier<? extends ExecutorService> executor) {

    /** A new loop on the wall clock; 5 minutes for the executor; cancelled on exit, with 10 seconds of grace. */
    public static RunOptions defaults() {
        return new RunOptions(
                EventLoop::create, null, null, Duration.ofMinutes(5), true, Duration.ofSeconds(10), null, null);
    }

    /** The same with another loop; {@code run} closes it. */
    public RunOptions withLoop(Supplier<? extends EventLoop> factory) {
        return new RunOptions(
                factory, name, exceptionHandler, executorTimeout, cancelOnExit, exitGrace, debug, executor);
    }

    /** The same with loops of {@code provider}, whichever are installed. */
    public RunOptions withLoopProvider(EventLoopProvider provider) {
        return withLoop(provider::create);
    }

    /** The same with a name for the main task. */
    public RunOptions withName(String taskName) {
        return new RunOptions(
                loop, taskName, exceptionHandler, executorTimeout, cancelOnExit, exitGrace, debug, executor);
    }

    /** The same with another exception handler. */
    public RunOptions withExceptionHandler(ExceptionHandler handler) {
        return new RunOptions(loop, name, handler, executorTimeout, cancelOnExit, exitGrace, debug, executor);
    }

    /** The same with another limit for work on other threads. */
    public RunOptions withExecutorTimeout(Duration timeout) {
        return new RunOptions(loop, name, exceptionHandler, timeout, cancelOnExit, exitGrace, debug, executor);
    }

    /** The same with another behaviour when the JVM ends. */
    public RunOptions withCancelOnExit(boolean cancel, Duration grace) {
        return new RunOptions(loop, name, exceptionHandler, executorTimeout, cancel, grace, debug, executor);
    }

    /** The same with debug mode on or off, whatever the system properties say. */
    public RunOptions withDebug(boolean on) {
        return new RunOptions(loop, name, exceptionHandler, executorTimeout, cancelOnExit, exitGrace, on, executor);
    }

    /**
     * The same with another executor for work that blocks: {@code withExecutor(WorkerThreads::virtual)}.
     *
     * @see dev.fermata.loop.WorkerThreads
     */
    public RunOptions withExecutor(Supplier<? extends ExecutorService> factory) {
        return new RunOptions(loop, name, exceptionHandler, executorTimeout, cancelOnExit, exitGrace, debug, factory);
    }
}
