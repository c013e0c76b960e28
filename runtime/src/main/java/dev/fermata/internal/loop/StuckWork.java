package dev.fermata.internal.loop;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;

/** What keeps an executor from ending, in words. */
final class StuckWork {

    private StuckWork() {}

    /** Names the threads that are still at work, and where they are. */
    static String describe(Duration timeout, Collection<Thread> threads) {
        StringBuilder text = new StringBuilder("the executor did not finish its work within ").append(timeout);
        threads.stream().sorted(Comparator.comparing(Thread::getName)).forEach(thread -> {
            text.append("\n  still at work: ")
                    .append(thread.getName())
                    .append(" (")
                    .append(thread.getState())
                    .append(')');
            for (StackTraceElement call : thread.getStackTrace()) {
                text.append("\n    at ").append(call);
            }
        });
        return text.toString();
    }
}
