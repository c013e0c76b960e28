package dev.fermata;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cancels the main task when the JVM is asked to end, and holds the JVM until the run has ended.
 *
 * <p>It does not wait when the thread of the run is itself inside {@link System#exit}: that call returns only after all
 * hooks have, so the run cannot end.
 */
final class ExitHook extends Thread {

    private static final long LOOK_AGAIN_MILLIS = 50;

    private final Task<?> main;
    private final Thread runner = Thread.currentThread();
    private final long graceNanos;
    private final CountDownLatch ended = new CountDownLatch(1);

    private ExitHook(Task<?> main, Duration grace) {
        super("fermata-exit");
        this.main = main;
        this.graceNanos = SleepLeaf.nanos(grace);
    }

    /** Returns null if the JVM is ending already. */
    static @Nullable ExitHook install(Task<?> main, Duration grace) {
        ExitHook hook = new ExitHook(main, grace);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return hook;
        } catch (IllegalStateException ending) {
            return null;
        }
    }

    /** Lets the JVM go on, or removes the hook. */
    void runEnded() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(this);
        } catch (IllegalStateException ending) {
            // Then the hook is running, and has just been released.
        }
    }

    @Override
    public void run() {
        if (runnerIsExiting()) {
            return;
        }
        main.cancel("the JVM is shutting down");
        long start = System.nanoTime();
        try {
            while (!ended.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                    && System.nanoTime() - start < graceNanos
                    && !runnerIsExiting()) {
                // Waits on.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean runnerIsExiting() {
        for (StackTraceElement element : runner.getStackTrace()) {
            if (element.getClassName().equals("java.lang.Runtime")
                    && element.getMethodName().equals("exit")) {
                return true;
            }
        }
        return false;
    }
}
