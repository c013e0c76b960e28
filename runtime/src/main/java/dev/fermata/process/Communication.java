package dev.fermata.process;

import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.Tasks;
import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine that lets a process have its input and read its output: a frame, written by hand. State 1: it waits. */
final class Communication extends WrittenFrame {

    private final AsyncProcess process;
    private final String input;

    private Communication(AsyncProcess process, String input) {
        this.process = process;
        this.input = input;
    }

    @SuppressWarnings("unchecked")
    static Coroutine<ProcessResult> of(AsyncProcess process, String input) {
        return (Coroutine<ProcessResult>) (Coroutine<?>) new Communication(process, input);
    }

    @Override
    protected @Nullable Object run() throws Throwable {
        Object results = state == 0 ? Hooks.await(Tasks.gather(all()), this) : take();
        if (results instanceof Suspended) {
            return Hooks.suspend(results, 1, this);
        }
        List<?> all = (List<?>) Objects.requireNonNull(results);
        return new ProcessResult((Integer) all.get(0), (String) all.get(1), (String) all.get(2));
    }

    private List<Awaitable<?>> all() {
        return List.of(
                process.waitFor(),
                process.stdout().readAll(),
                process.stderr().readAll(),
                process.stdin().finish(input));
    }
}
