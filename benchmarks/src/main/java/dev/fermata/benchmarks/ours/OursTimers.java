package dev.fermata.benchmarks.ours;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Tasks;
import dev.fermata.benchmarks.harness.Lags;
import java.time.Duration;

/** W6: sleeping. */
public final class OursTimers {

    private OursTimers() {}

    public static void sleepAll(Lags lags) {
        Fermata.run(all(lags));
    }

    @Async
    private static Coroutine<Void> all(Lags lags) {
        for (int i = 0; i < lags.sleepers; i++) {
            Tasks.start(sleep(lags, lags.next()));
            if (i % 1000 == 999) {
                Await.on(Tasks.yieldNow());
            }
        }
        while (!lags.isOver()) {
            Await.on(Tasks.sleep(Duration.ofMillis(10)));
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> sleep(Lags lags, long nanos) {
        long due = System.nanoTime() + nanos;
        Await.on(Tasks.sleep(Duration.ofNanos(nanos)));
        lags.ended(due);
        return Coroutine.done();
    }
}
