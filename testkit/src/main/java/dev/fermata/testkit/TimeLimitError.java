package dev.fermata.testkit;

import java.time.Duration;

/** Thrown when a run takes longer than it may. */
public final class TimeLimitError extends AssertionError {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error of a run.
     *
     * @param limit how long it was allowed to take
     * @param tasks the unfinished tasks, as {@link dev.fermata.loop.EventLoop#dumpTasks} describes them
     */
    public TimeLimitError(Duration limit, String tasks) {
        super("not done after " + limit + "; unfinished tasks:\n" + (tasks.isEmpty() ? "(none)" : tasks));
    }
}
