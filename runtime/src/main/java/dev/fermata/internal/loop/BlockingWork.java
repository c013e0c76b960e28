package dev.fermata.internal.loop;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The executor of a loop: made when it is first asked for. Thread-safe. */
final class BlockingWork {

    private static final int THREADS = 32;

    /** The threads of our own pool that have work now. */
    private final Set<Thread> busy = ConcurrentHashMap.newKeySet();

    private @Nullable ExecutorService executor;
    private boolean shutDown;

    synchronized ExecutorService executor() {
        if (shutDown) {
            throw new IllegalStateException("the event loop's executor was shut down");
        }
        if (executor == null) {
            executor = threadPool();
        }
        return executor;
    }

    synchronized void replace(ExecutorService replacement) {
        if (shutDown) {
            throw new IllegalStateException("the event loop's executor was shut down");
        }
        if (replacement.isShutdown()) {
            throw new IllegalArgumentException("this executor was shut down: " + replacement);
        }
        if (executor != null && executor != replacement) {
            executor.shutdown();
        }
        executor = replacement;
    }

    /** Refuses new work and returns the executor, if there was one, which goes on with what it has. */
    synchronized @Nullable ExecutorService shutdown() {
        shutDown = true;
        if (executor != null) {
            executor.shutdown();
        }
        return executor;
    }

    /** Returns false if there was still work after {@code timeout}. */
    boolean shutdownAndWait(Duration timeout) {
        ExecutorService stopping = shutdown();
        if (stopping == null) {
            return true;
        }
        try {
            return stopping.awaitTermination(Nanos.of(timeout), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    synchronized boolean exists() {
        return executor != null;
    }

    Set<Thread> busy() {
        return busy;
    }

    private ExecutorService threadPool() {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory threads = work -> {
            Thread thread = new Thread(work, "fermata-worker-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads) {
                    @Override
                    protected void beforeExecute(Thread thread, Runnable work) {
                        busy.add(thread);
                    }

                    @Override
                    protected void afterExecute(Runnable work, @Nullable Throwable failure) {
                        busy.remove(Thread.currentThread());
                    }
                };
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
