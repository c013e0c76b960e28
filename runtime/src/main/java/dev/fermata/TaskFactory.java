package dev.fermata;

/**
 * Starts the tasks of a loop, see {@link dev.fermata.loop.EventLoop#setTaskFactory}: to name them, to count them, to wrap
 * what they run, or to start them eagerly. {@code TaskRequest::start} does what happens without a factory.
 */
@FunctionalInterface
public interface TaskFactory {

    /**
     * Starts the task that {@code request} describes and returns it. Called on the thread that starts the task; what it
     * throws is thrown there.
     */
    Task<?> start(TaskRequest request);
}
