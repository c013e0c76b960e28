package dev.fermata.loop;

/** Receives the failures that have nobody else to go to. */
@FunctionalInterface
public interface ExceptionHandler {

    /**
     * Called on the thread of {@code loop}, in the context of the task or callback that has failed. What it throws is logged,
     * with {@code context}, and goes no further.
     */
    void handle(EventLoop loop, ErrorContext context);
}
