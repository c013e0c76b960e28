package dev.fermata.process;

import dev.fermata.AsyncCloseable;
import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.Promise;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A process of the operating system; asyncio's {@code Process}, over {@link ProcessBuilder}.
 *
 * <pre>{@code
 * try (var git = Await.on(AsyncProcess.start(new ProcessBuilder("git", "log", "--oneline")))) {
 *     for (String line : Await.each(git.stdout().lines())) {
 *         ...
 *     }
 *     int exitCode = Await.on(git.waitFor());
 * }
 * }</pre>
 *
 * <p>Closing it kills it if it is still running. It belongs to the event loop on which it was started, and its methods are to
 * be called there. What blocks, reading and writing, is done on threads of that loop's executor; a read that was begun
 * occupies one until the process writes or ends.
 */
public final class AsyncProcess implements AsyncCloseable {

    private final Process process;
    private final ProcessInput stdout;
    private final ProcessInput stderr;
    private final ProcessOutput stdin;
    private final Promise<Integer> exit;

    AsyncProcess(EventLoop loop, Process process, Charset charset) {
        this.process = process;
        stdout = new ProcessInput(loop, process.getInputStream(), charset, "standard output of " + process.pid());
        stderr = new ProcessInput(loop, process.getErrorStream(), charset, "standard error of " + process.pid());
        stdin = new ProcessOutput(loop, process.getOutputStream(), charset, "standard input of " + process.pid());
        exit = new Promise<>(loop);
        loop.outsideWorkBegan();
        var unused = process.onExit().thenAccept(ended -> ended(loop, ended.exitValue()));
    }

    /** On a thread of the JDK. */
    private void ended(EventLoop loop, int exitCode) {
        exit.tryComplete(exitCode);
        loop.outsideWorkEnded();
    }

    /**
     * A coroutine that starts a process, whose text is in UTF-8. The await throws the {@link java.io.IOException} of
     * {@link ProcessBuilder#start}. If it is cancelled while the process is being started, the process is killed.
     */
    public static Coroutine<AsyncProcess> start(ProcessBuilder builder) {
        return start(builder, StandardCharsets.UTF_8);
    }

    /** As {@link #start(ProcessBuilder)}, with the encoding of what is read and written as text, an extension of ASCII. */
    public static Coroutine<AsyncProcess> start(ProcessBuilder builder, Charset charset) {
        Objects.requireNonNull(charset, "charset");
        return starting(Objects.requireNonNull(builder, "builder")::start, charset);
    }

    static Coroutine<AsyncProcess> starting(Callable<Process> starter, Charset charset) {
        return ProcessStart.of(starter, charset);
    }

    /** The number by which the operating system knows the process. */
    public long pid() {
        return process.pid();
    }

    /** False once the process has ended, even if {@link #exitCode} does not know it yet. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code, if the process has ended and the loop has heard of it. */
    public OptionalInt exitCode() {
        return exit.isDone() ? OptionalInt.of(exit.result()) : OptionalInt.empty();
    }

    /**
     * Waits until the process has ended, and gives its exit code: on Unix, 128 and the number of the signal if it was killed by
     * one. Any number of tasks may wait, now or later; cancelling the wait leaves the process and the other waits alone. A
     * process that writes more than a pipe holds ends only when somebody reads it: see {@link #communicate}.
     */
    public Promise<Integer> waitFor() {
        return Tasks.shield(exit);
    }

    /** What the process writes to its standard output; nothing if that was redirected. */
    public ProcessInput stdout() {
        return stdout;
    }

    /** What the process writes to its standard error; nothing if that was redirected, also into its standard output. */
    public ProcessInput stderr() {
        return stderr;
    }

    /** Where the process reads its standard input from. */
    public ProcessOutput stdin() {
        return stdin;
    }

    /**
     * A coroutine that writes {@code input} and closes the standard input, reads both outputs to their ends, waits until the
     * process has ended, and gives all that. A process that does not read all of its input is no failure. If the await is
     * cancelled, the process goes on.
     */
    public Coroutine<ProcessResult> communicate(String input) {
        return Communication.of(this, Objects.requireNonNull(input, "input"));
    }

    /** Asks the process to end (SIGTERM); no effect if it has. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Makes the process end (SIGKILL); no effect if it has ended. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Kills the process if it has not ended, and waits for its end. What it has written can still be read. */
    @Override
    public Awaitable<@Nullable Void> closeAsync() {
        return ProcessClosing.of(this);
    }

    @Override
    public String toString() {
        return "AsyncProcess[" + pid() + ", " + (exit.isDone() ? "ended: " + exit.result() : "running") + "]";
    }
}
