package dev.fermata.loop;

import dev.fermata.Task;
import dev.fermata.internal.loop.Nanos;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cancels the main task when the JVM is asked to end, and holds the JVM until the runner has been closed.
 *
 * <p>It waits only for what can come: not when the thread of the run is itself inside {@link System#exit}, which returns
 * only after all hooks have, nor when that thread has ended; and between two runs, when nothing is to be cancelled, for a
 * moment only. A second Ctrl-C ends the wait.
 */
final class ExitHook extends Thread {

    private static final long LOOK_AGAIN_MILLIS = 50;
    private static final long BETWEEN_RUNS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Thread runner = Thread.currentThread();
    private final long graceNanos;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Task<?> main;

    private ExitHook(Duration grace) {
        super("fermata-exit");
        graceNanos = Nanos.of(grace);
    }

    /** Returns null if the JVM is ending already. */
    static @Nullable ExitHook install(Duration grace) {
        ExitHook hook = new ExitHook(grace);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return hook;
        } catch (IllegalStateException ending) {
            return null;
        }
    }

    void runBegan(Task<?> task) {
        main = task;
    }

    void runEnded() {
        main = null;
    }

    /** Lets the JVM go on, or removes the hook. */
    void closed() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(this);
        } catch (IllegalStateException ending) {
            // Then the hook is running, and has just been released.
        }
    }

    @Override
    public void run() {
        if (!runnerCanGoOn()) {
            return;
        }
        SecondInterrupt.endsTheJvm();
        Task<?> running = main;
        if (running != null) {
            running.cancel("the JVM is shutting down");
        }
        long limit = running == null ? Math.min(graceNanos, BETWEEN_RUNS_NANOS) : graceNanos;
        long start = System.nanoTime();
        try {
            while (!closed.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                    && System.nanoTime() - start < limit
                    && runnerCanGoOn()) {
                // Waits on.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean runnerCanGoOn() {
        for (StackTraceElement element : runner.getStackTrace()) {
            if (element.getClassName().equals("java.lang.Runtime")
                    && element.getMethodName().equals("exit")) {
                return false;
            }
        }
        return runner.isAlive();
    }
}
