package dev.fermata;

import dev.fermata.loop.EventLoop;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TaskFactory} is asked to start.
 *
 * @param loop where the task is to run
 * @param body what it is to await
 * @param name the name that it is to have; null for the usual {@code Task-N}
 * @param context the context that it is to run in; null for a copy of the current one
 */
public record TaskRequest(
        EventLoop loop,
        Awaitable<?> body,
        @Nullable String name,
        @Nullable Context context) {

    /** Checks that loop and body are there. */
    public TaskRequest {
        Objects.requireNonNull(loop, "loop");
        Objects.requireNonNull(body, "body");
    }

    /** The same for another body; whoever awaits the task gets its result. */
    public TaskRequest withBody(Awaitable<?> other) {
        return new TaskRequest(loop, other, name, context);
    }

    /** The same with another name. */
    public TaskRequest withName(String other) {
        return new TaskRequest(loop, body, other, context);
    }

    /** Starts the task, as a loop without a factory does: its first step runs in the loop's next iteration. */
    public Task<?> start() {
        LoopTask<?> task = Tasks.prepare(this);
        task.start();
        return task;
    }

    /** Starts the task and runs its first step at once. On the loop's thread, while the loop runs. */
    public Task<?> startEagerly() {
        if (EventLoop.running() != loop) {
            throw new IllegalStateException("only the running loop can start a task eagerly");
        }
        LoopTask<?> task = Tasks.prepare(this);
        task.startEagerly();
        return task;
    }
}
