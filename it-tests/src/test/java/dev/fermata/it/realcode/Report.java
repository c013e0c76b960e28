package dev.fermata.it.realcode;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one {@link Stress} found.
 *
 * @param suspensions how often a body was suspended, all runs together
 * @param refused the classes that the JVM did not load, with its reasons
 * @param run how many tests ran on the async library
 * @param passed how many of them passed, there and on the library as it is
 * @param failures what failed on the async library alone, by unique id
 */
record Report(
        Library library,
        Path jdk,
        long seed,
        Counts counts,
        long suspensions,
        List<String> refused,
        int run,
        int passed,
        Map<String, String> failures,
        long seconds) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                """
                %s as async code, seed %d, %s:
                    %,d classes, %,d methods, %,d suspension points, %,d tail calls, %,d methods left out as too large
                    suspended %,d times
                    %,d tests run, %,d passed on both, %,d failed; %d s""",
                library,
                seed,
                jdk.getFileName(),
                counts.classes(),
                counts.methods(),
                counts.points(),
                counts.tailCalls(),
                counts.tooLarge(),
                suspensions,
                run,
                passed,
                failures.size(),
                seconds);
    }
}
