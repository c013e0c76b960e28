package dev.fermata.loop;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes executors for work that blocks: see {@link EventLoop#setExecutor} and {@code RunOptions.withExecutor}. */
public final class WorkerThreads {

    private WorkerThreads() {}

    /** True if this JVM has virtual threads: from Java 21 on. */
    public static boolean virtualAreSupported() {
        return Runtime.version().feature() >= 21;
    }

    /**
     * A virtual thread for each piece of work, without a limit to their number.
     *
     * @throws UnsupportedOperationException unless {@link #virtualAreSupported}
     */
    public static ExecutorService virtual() {
        if (!virtualAreSupported()) {
            throw new UnsupportedOperationException("virtual threads need Java 21, and this is "
                    + Runtime.version().feature() + "; use WorkerThreads.pool(...)");
        }
        try {
            MethodHandle factory = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
            return (ExecutorService) factory.invokeExact();
        } catch (Throwable impossible) {
            throw new LinkageError("Executors.newVirtualThreadPerTaskExecutor", impossible);
        }
    }

    /**
     * A pool of {@code threads} daemon threads, called {@code name-1} and so on.
     *
     * @throws IllegalArgumentException if {@code threads} is less than 1
     */
    public static ExecutorService pool(int threads, String name) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        return Executors.newFixedThreadPool(threads, factory);
    }
}
