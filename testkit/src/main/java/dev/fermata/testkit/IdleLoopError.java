package dev.fermata.testkit;

/** Thrown when a loop in virtual time has nothing to do, no deadline to jump to, and was not stopped. */
public final class IdleLoopError extends AssertionError {

    private static final long serialVersionUID = 1L;

    IdleLoopError(String tasks) {
        super("everything is idle and nothing can happen any more; unfinished tasks:\n"
                + (tasks.isEmpty() ? "(none)" : tasks));
    }
}
