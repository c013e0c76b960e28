package dev.fermata.loop;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Is told when the steps of an event loop take too long. What is not overridden is logged as a warning.
 *
 * <p>The watchdog, which looks at all loops on the wall clock, calls {@link #blocked} and {@link #unblocked} on a thread of
 * its own, in debug mode or not: see {@link EventLoop#setBlockedAfter}.
 */
public interface LoopMonitor {

    /**
     * A step took longer than {@link EventLoop#slowCallbackDuration}. Called in {@linkplain EventLoop#setDebug debug
     * mode}, on the thread of {@code loop}, after the step.
     *
     * @param step the task or the {@link Handle} whose step it was
     */
    default void slowStep(EventLoop loop, Object step, Duration took) {
        List<StackTraceElement> creation = loop.creationOf(step);
        System.getLogger("dev.fermata")
                .log(
                        Level.WARNING,
                        step + (creation.isEmpty() ? "" : ", created at " + creation.get(0)) + " took "
                                + took.toMillis() + " ms");
    }

    /**
     * A step blocks {@code loop} at this moment. Called again each time that the duration has doubled.
     *
     * @param thread the thread of the loop
     * @param duration how long the step has taken so far; up to a quarter of the threshold too short
     * @param stack what the thread is doing, innermost first
     */
    default void blocked(EventLoop loop, Thread thread, Duration duration, List<StackTraceElement> stack) {
        System.getLogger("dev.fermata")
                .log(
                        Level.WARNING,
                        thread.getName() + ", the thread of an event loop, has been blocked by one step for "
                                + duration.toMillis() + " ms; nothing else can run"
                                + stack.stream().map(call -> "\n    at " + call).collect(Collectors.joining()));
    }

    /** The step that {@link #blocked} has reported is over; {@code duration} as there. */
    default void unblocked(EventLoop loop, Duration duration) {
        System.getLogger("dev.fermata")
                .log(Level.WARNING, "the event loop goes on; it was blocked for " + duration.toMillis() + " ms");
    }
}
