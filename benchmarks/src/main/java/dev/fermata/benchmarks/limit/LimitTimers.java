package dev.fermata.benchmarks.limit;

import dev.fermata.benchmarks.harness.Lags;
import java.util.concurrent.locks.LockSupport;

/** W6: sleeping on a timer wheel with ticks of a millisecond, linked through the activations. */
public final class LimitTimers {

    private static final int SLOTS = 4096;
    private static final long TICK = 1_000_000;

    private final Activation[] wheel = new Activation[SLOTS];
    private final long start = System.nanoTime();
    private final Lags lags;
    private long tick;

    private LimitTimers(Lags lags) {
        this.lags = lags;
    }

    public static void sleepAll(Lags lags) {
        new LimitTimers(lags).run();
    }

    private void run() {
        int started = 0;
        while (!lags.isOver()) {
            for (int i = 0; i < 1000 && started < lags.sleepers; i++, started++) {
                Activation.run(new Sleeper(this, lags.next()));
            }
            advance();
            if (started == lags.sleepers) {
                LockSupport.parkNanos(TICK / 2);
            }
        }
    }

    private void advance() {
        long now = (System.nanoTime() - start) / TICK;
        while (tick < now) {
            int slot = (int) (++tick & (SLOTS - 1));
            Activation due = wheel[slot];
            wheel[slot] = null;
            while (due != null) {
                Activation next = due.next;
                Activation.run(due);
                due = next;
            }
        }
    }

    private void add(Activation sleeper, long due) {
        int slot = (int) (((due - start) / TICK + 1) & (SLOTS - 1));
        sleeper.next = wheel[slot];
        wheel[slot] = sleeper;
    }

    private static final class Sleeper extends Activation {

        private final LimitTimers timers;
        private final long nanos;
        private long due;

        Sleeper(LimitTimers timers, long nanos) {
            this.timers = timers;
            this.nanos = nanos;
        }

        @Override
        Activation step() {
            if (state == 0) {
                state = 1;
                due = System.nanoTime() + nanos;
                timers.add(this, due);
                return null;
            }
            timers.lags.ended(due);
            return caller;
        }
    }
}
