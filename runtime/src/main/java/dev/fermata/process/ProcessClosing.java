package dev.fermata.process;

import dev.fermata.Coroutine;
import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import org.jspecify.annotations.Nullable;

/** The coroutine that closes a process: a frame, written by hand. State 1: it waits for the end. */
final class ProcessClosing extends WrittenFrame {

    private final AsyncProcess process;

    private ProcessClosing(AsyncProcess process) {
        this.process = process;
    }

    @SuppressWarnings("unchecked")
    static Coroutine<@Nullable Void> of(AsyncProcess process) {
        return (Coroutine<@Nullable Void>) (Coroutine<?>) new ProcessClosing(process);
    }

    @Override
    protected @Nullable Object run() throws Throwable {
        if (state == 1) {
            take();
            return null;
        }
        if (process.exitCode().isEmpty()) {
            process.kill();
        }
        Object ended = Hooks.await(process.waitFor(), this);
        return ended instanceof Suspended ? Hooks.suspend(ended, 1, this) : null;
    }
}
