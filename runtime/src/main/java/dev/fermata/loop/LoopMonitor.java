package dev.fermata.loop;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/** Is told when the steps of an event loop take too long. What is not overridden is logged as a warning. */
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
}
