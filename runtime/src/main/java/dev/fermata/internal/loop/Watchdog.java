package dev.fermata.internal.loop;

import dev.fermata.internal.debug.UserCalls;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Reports steps that block their loop, while they do, by a thread that looks at all loops from time to time: at the
 * threshold, and again each time that the duration has doubled; then when the step has ended.
 *
 * <p>The thread is a daemon. It is started by the first loop that runs, and ends when there was no loop for a while. A loop
 * on a host's thread is watched until it is closed, or is garbage.
 *
 * <p>A host may do its own work inside of a step, as for a modal dialog. Therefore the watchdog knocks at half of the
 * threshold; what the host answers counts as progress.
 */
final class Watchdog {

    /** Looks per threshold: a report comes at most a quarter of it late. */
    private static final int LOOKS = 4;

    private static final long LONGEST_PAUSE = 250_000_000;
    private static final long SHORTEST_PAUSE = 1_000_000;

    /** With no loop to watch, the thread ends after so many looks. */
    private static final int PATIENCE = 40;

    /** The watchdog of this process; made when it is first needed. */
    private static final class Shared {
        static final Watchdog INSTANCE = new Watchdog(true);
    }

    /** One loop, during one run if it has runs. What is not final is owned by who looks. */
    static final class Watch {
        private final WeakReference<QueuedLoop> watched;
        private long beats;
        private int position;
        private long since;
        private long nextReport;
        private boolean reported;

        Watch(QueuedLoop loop) {
            watched = new WeakReference<>(loop);
        }

        /** Zero if the loop is not to be watched now. */
        private long threshold() {
            QueuedLoop loop = watched.get();
            return loop == null ? 0 : Nanos.of(loop.blockedAfter());
        }

        /** Returns false if nobody will have to look again. */
        private boolean look(long now) {
            QueuedLoop loop = watched.get();
            if (loop == null || loop.isClosed()) {
                return false;
            }
            look(loop, now);
            return true;
        }

        private void look(QueuedLoop loop, long now) {
            long threshold = Nanos.of(loop.blockedAfter());
            long currentBeats = loop.pulse.beats();
            int currentPosition = loop.position();
            boolean stuck = currentBeats == beats && currentPosition == position && (beats & 1) == 1;
            if (!stuck) {
                if (reported) {
                    loop.tellUnblocked(Duration.ofNanos(now - since));
                }
                beats = currentBeats;
                position = currentPosition;
                since = now;
                nextReport = 0;
                reported = false;
            } else if (threshold > 0) {
                lookAtStuck(loop, now - since, threshold);
            }
        }

        private void lookAtStuck(QueuedLoop loop, long duration, long threshold) {
            Thread thread = loop.thread();
            if (duration >= Math.max(threshold, nextReport) && thread != null) {
                nextReport = duration > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * Math.max(threshold, nextReport);
                reported = true;
                loop.tellBlocked(thread, Duration.ofNanos(duration), stackOf(thread, loop));
            } else if (duration >= threshold / 2) {
                loop.knock();
            }
        }

        /** The stack down to where the loop runs its steps. */
        private static List<StackTraceElement> stackOf(Thread thread, QueuedLoop loop) {
            String outside = loop.getClass().getName();
            return Arrays.stream(thread.getStackTrace())
                    .takeWhile(call -> !call.getClassName().equals(outside))
                    .map(UserCalls::asInSource)
                    .toList();
        }
    }

    private final boolean ownThread;
    private final List<Watch> watched = new CopyOnWriteArrayList<>();
    private @Nullable Thread thread;

    /** Without a thread of its own, somebody has to {@link #look}. */
    Watchdog(boolean ownThread) {
        this.ownThread = ownThread;
    }

    static Watchdog shared() {
        return Shared.INSTANCE;
    }

    /** Watches {@code loop} until it is closed, or {@link #unwatch} called. */
    Watch watch(QueuedLoop loop) {
        Watch watch = new Watch(loop);
        watched.add(watch);
        if (ownThread) {
            startThread();
        }
        return watch;
    }

    void unwatch(Watch watch) {
        watched.remove(watch);
    }

    private synchronized void startThread() {
        if (thread == null) {
            Thread started = new Thread(null, this::run, "fermata-watchdog", 0, false);
            started.setDaemon(true);
            started.setContextClassLoader(null);
            thread = started;
            started.start();
        }
    }

    private void run() {
        int idle = 0;
        while (idle < PATIENCE || !endThread()) {
            try {
                pause();
            } catch (InterruptedException goOn) {
                // Nobody has a reason to interrupt this thread; it ends by itself.
            }
            idle = watched.isEmpty() ? idle + 1 : 0;
            look(System.nanoTime());
        }
    }

    /** Returns false if a loop has come meanwhile. */
    private synchronized boolean endThread() {
        if (!watched.isEmpty()) {
            return false;
        }
        thread = null;
        return true;
    }

    private void pause() throws InterruptedException {
        long pause = LONGEST_PAUSE;
        for (Watch watch : watched) {
            long threshold = watch.threshold();
            pause = threshold == 0 ? pause : Math.min(pause, threshold / LOOKS);
        }
        long nanos = Math.max(pause, SHORTEST_PAUSE);
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }

    /** Looks at all loops; {@code now} is in nanoseconds, on a clock that does not run backwards. */
    void look(long now) {
        for (Watch watch : watched) {
            if (!watch.look(now)) {
                unwatch(watch);
            }
        }
    }
}
