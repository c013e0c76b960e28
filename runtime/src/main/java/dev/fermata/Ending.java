package dev.fermata;

import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends all that a loop has under way: cancels the tasks and waits for them, again and again until none is left, since they
 * may start others on their way out; then does the same to the streams that are open.
 */
final class Ending {

    /** Tasks that still start others after so many rounds would do so for ever. */
    private static final int ROUNDS = 100;

    private final EventLoop loop;
    private final Runnable whenEnded;
    private int rounds;
    private int pending;

    Ending(EventLoop loop, Runnable whenEnded) {
        this.loop = loop;
        this.whenEnded = whenEnded;
    }

    /** On the loop's thread, as everything here. */
    void begin() {
        List<Task<?>> tasks = Tasks.all(loop);
        if (rounds++ == ROUNDS) {
            loop.reportFailure(new ErrorContext(
                    "tasks start others again and again while the event loop is shutting down: " + tasks, null, loop));
            whenEnded.run();
            return;
        }
        tasks.forEach(task -> task.cancelAnew("the event loop is shutting down"));
        List<Task<?>> awaited = tasks.isEmpty() ? LiveTasks.of(loop).streams().closeAll() : tasks;
        pending = awaited.size();
        awaited.forEach(this::await);
        if (awaited.isEmpty()) {
            whenEnded.run();
        }
    }

    private <T extends @Nullable Object> void await(Task<T> task) {
        task.addDoneCallback(ended -> {
            report(task);
            if (--pending == 0) {
                begin();
            }
        });
    }

    private void report(Task<?> task) {
        Throwable failure = task.unseenFailure();
        if (failure != null) {
            task.outcome();
            loop.reportFailure(new ErrorContext("unhandled exception during shutdown", failure, task));
        }
    }
}
