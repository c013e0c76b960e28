package dev.fermata.it.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Random programs do the same whether they block or await.
 *
 * <p>{@code -Dfuzz.seed=N} is the seed of the first program and {@code -Dfuzz.programs=N} says how many follow one
 * another; {@code -Dfuzz.forever=true} goes on until one fails, so then choose one of the tests.
 */
class FuzzTest {

    private static final boolean FOREVER = Boolean.getBoolean("fuzz.forever");
    private static final long PATIENCE_MINUTES = 15;

    @Test
    void random_programs_do_the_same_transformed() throws Exception {
        run(Path.of(System.getProperty("java.home")), 1, 300);
    }

    @Test
    @EnabledIfSystemProperty(named = "jdk25.home", matches = ".*\\S.*", disabledReason = "there is no second JDK")
    void random_programs_do_the_same_on_the_newer_jdk() throws Exception {
        run(Path.of(System.getProperty("jdk25.home")), 1_000_001, 200);
    }

    /** In a JVM of its own, which does not try hard to compile what runs only a few times. */
    private static void run(Path jdk, long usualSeed, long usualCount) throws IOException, InterruptedException {
        long seed = Long.getLong("fuzz.seed", usualSeed);
        long count = FOREVER ? Long.MAX_VALUE : Long.getLong("fuzz.programs", usualCount);
        Process process = new ProcessBuilder(
                        jdk.resolve("bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-ea",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FuzzRun.class.getName(),
                        Long.toString(seed),
                        Long.toString(count))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        if (!FOREVER) {
            CompletableFuture.delayedExecutor(PATIENCE_MINUTES, TimeUnit.MINUTES)
                    .execute(process::destroyForcibly);
        }
        String printed = printed(process);
        if (process.waitFor() != 0) {
            throw new AssertionError(
                    "the JVM in " + jdk + " ended with status " + process.exitValue() + ":\n" + printed);
        }
    }

    /** Prints what {@code process} prints, and returns that without the reports of progress. */
    private static String printed(Process process) throws IOException {
        StringBuilder printed = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                if (!line.startsWith("up to seed ")) {
                    printed.append(line).append('\n');
                }
            }
        }
        return printed.toString();
    }
}
