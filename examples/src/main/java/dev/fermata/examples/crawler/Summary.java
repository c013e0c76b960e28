package dev.fermata.examples.crawler;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report at the end. */
final class Summary {

    private Summary() {}

    /** What {@code tally} has come to. */
    static String of(Tally tally) {
        Duration elapsed = tally.elapsed();
        Duration sequential = tally.oneAfterTheOther();
        return String.format(
                Locale.ROOT,
                """
                  pages               %,d
                  bytes               %,d
                  failures            %d%s
                  retries             %d, of which after a timeout: %d
                  elapsed             %.1f s
                  one after another   %.1f s (the times of all pages, added up)
                  speed-up            %.1fx
                """,
                tally.pages(),
                tally.bytes(),
                tally.failed().size(),
                paths(tally),
                tally.retries(),
                tally.timeouts(),
                seconds(elapsed),
                seconds(sequential),
                seconds(sequential) / seconds(elapsed));
    }

    private static String paths(Tally tally) {
        return tally.failed().stream()
                .limit(5)
                .map(URI::getPath)
                .map(path -> " " + path)
                .collect(Collectors.joining());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
