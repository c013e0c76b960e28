package dev.fermata.process;

import dev.fermata.Coroutine;
import dev.fermata.Tasks;
import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import dev.fermata.loop.EventLoop;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The coroutine that starts a process: a frame, written by hand. State 1: another thread is at it. */
final class ProcessStart extends WrittenFrame {

    private final Callable<Process> starter;
    private final Charset charset;

    private ProcessStart(Callable<Process> starter, Charset charset) {
        this.starter = starter;
        this.charset = charset;
    }

    @SuppressWarnings("unchecked")
    static Coroutine<AsyncProcess> of(Callable<Process> starter, Charset charset) {
        return (Coroutine<AsyncProcess>) (Coroutine<?>) new ProcessStart(starter, charset);
    }

    @Override
    protected @Nullable Object run() throws Throwable {
        EventLoop loop = EventLoop.current();
        Object started = state == 0 ? Hooks.await(Tasks.toThread(this::startUnlessInterrupted), this) : take();
        if (started instanceof Suspended) {
            return Hooks.suspend(started, 1, this);
        }
        return new AsyncProcess(loop, (Process) Objects.requireNonNull(started), charset);
    }

    /** The thread is interrupted when the await is cancelled; then nobody would know of the process. */
    private Process startUnlessInterrupted() throws Exception {
        Process process = starter.call();
        if (Thread.interrupted()) {
            process.toHandle().destroyForcibly();
            throw new InterruptedException();
        }
        return process;
    }
}
