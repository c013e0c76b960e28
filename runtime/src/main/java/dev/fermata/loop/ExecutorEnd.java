package dev.fermata.loop;

import dev.fermata.Promise;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The end of a loop's executor, waited for by a thread of its own, so that the loop goes on and serves what the executor's
 * threads may still ask of it.
 */
final class ExecutorEnd {

    private final EventLoop loop;
    private final Promise<@Nullable Void> ended;
    private final @Nullable Thread waiting;

    /** Begins to wait, if there is an executor. Any thread. */
    ExecutorEnd(EventLoop loop, Duration timeout) {
        this.loop = loop;
        ended = new Promise<>(loop);
        if (!loop.hasExecutor()) {
            waiting = null;
            loop.shutdownExecutor(timeout);
            EventLoop.complete(ended);
            return;
        }
        loop.outsideWorkBegan();
        waiting = new Thread(() -> waitFor(timeout), "fermata-shutdown");
        waiting.setDaemon(true);
        waiting.start();
    }

    private void waitFor(Duration timeout) {
        try {
            loop.shutdownExecutor(timeout);
        } finally {
            EventLoop.complete(ended);
            loop.outsideWorkEnded();
        }
    }

    /** Completed when nothing is waited for any more. */
    Promise<@Nullable Void> promise() {
        return ended;
    }

    /** Ends the wait; what is still at work is reported. */
    void hurry() {
        if (waiting != null) {
            waiting.interrupt();
        }
    }
}
