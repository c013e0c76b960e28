package dev.fermata;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The body of a generator or a stream of the blocking runtime, on a thread of its own. At any time either the body or
 * who asks for an element runs, never both.
 */
public final class BodyThread<T> {

    private static final ThreadLocal<BodyThread<?>> RUNNING = new ThreadLocal<>();

    private final Supplier<?> body;
    private final Semaphore bodyMayRun = new Semaphore(0);
    private final Semaphore consumerMayRun = new Semaphore(0);
    private boolean started;
    private boolean closing;
    private boolean ended;
    private Object current;
    private Throwable failure;

    public BodyThread(Supplier<?> body) {
        this.body = body;
    }

    /** Hands out an element of the body that this thread runs. */
    static void handOut(Object element) {
        RUNNING.get().suspendWith(element);
    }

    private void suspendWith(Object element) {
        current = element;
        consumerMayRun.release();
        bodyMayRun.acquireUninterruptibly();
        if (closing) {
            throw BodyThread.<RuntimeException>unchecked(new Exit());
        }
    }

    boolean advance() {
        if (!ended) {
            resume();
        }
        return !ended;
    }

    @SuppressWarnings("unchecked")
    T current() {
        return (T) current;
    }

    void close() {
        if (!started) {
            ended = true;
        } else if (!ended) {
            closing = true;
            resume();
            if (!ended) {
                ended = true;
                throw new IllegalStateException("an element was handed out when it was closed");
            }
        }
    }

    private void resume() {
        if (started) {
            bodyMayRun.release();
        } else {
            started = true;
            var thread = new Thread(this::run);
            thread.setDaemon(true);
            thread.start();
        }
        consumerMayRun.acquireUninterruptibly();
        if (failure != null) {
            Throwable thrown = failure;
            failure = null;
            throw BodyThread.<RuntimeException>unchecked(thrown);
        }
    }

    private void run() {
        RUNNING.set(this);
        try {
            Object rest = body.get();
            if (rest instanceof AsyncStream<?> stream) {
                Yield.all(stream);
            } else if (rest != null) {
                Yield.all((Iterable<?>) rest);
            }
        } catch (Exit exit) {
            // closed
        } catch (Throwable thrown) {
            failure = thrown;
        }
        ended = true;
        consumerMayRun.release();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }

    private static final class Exit extends Error {
        private static final long serialVersionUID = 1;
    }
}
