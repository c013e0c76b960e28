package dev.fermata.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fermata.examples.programs.SayAfter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The programs that block threads or get a signal, and so run by the wall clock, each as a process of its own. */
class ProgramsIT {

    private static final Path CLASSES = FixtureClasses.location(SayAfter.class);
    private static final String TENTH = "-Dfermata.examples.pace=0.1";

    private static List<String> command(String program, List<String> options, String... arguments) {
        return ForkedJvm.java(
                ForkedJvm.jdk(),
                options,
                List.of(CLASSES, FixtureClasses.runtime()),
                "dev.fermata.examples.programs." + program,
                List.of(arguments));
    }

    private static ForkedJvm.Result result(String program, List<String> options, String... arguments) {
        ForkedJvm.Result result = ForkedJvm.run(command(program, options, arguments), program);
        assertThat(result.status()).as(result.errors()).isZero();
        return result;
    }

    private static List<String> run(String program, List<String> options, String... arguments) {
        return result(program, options, arguments).lines();
    }

    @Test
    @Case("P1")
    void in_debug_mode_a_coroutine_that_nobody_awaits_is_reported_with_its_place() {
        assertThat(result("NothingRunsByItself", List.of("-Dfermata.debug=true"))
                        .errors())
                .contains("a coroutine was never awaited")
                .contains("NothingRunsByItself.forgetful(NothingRunsByItself.java:");
        assertThat(result("NothingRunsByItself", List.of()).errors()).isEmpty();
    }

    @Test
    @Case("P8")
    void ten_that_block_sleep_one_after_the_other_and_the_watchdog_names_the_line() {
        var result = result("TenSleepers", List.of(TENTH, "-Dfermata.watchdog=50"), "blocking");
        assertThat(result.lines()).hasSize(2).first().isEqualTo("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]");
        assertThat(result.lines().get(1)).isNotIn("0 s", "1 s");
        assertThat(result.errors()).contains("TenSleepers.block(TenSleepers.java:");
    }

    @Test
    @Case("P17")
    void ctrl_c_reaches_every_task() throws IOException, InterruptedException {
        // A process started in the background of a script ignores the signal, and so would its children.
        assumeTrue(succeeds("env", "--default-signal=INT", "true"), "needs the env of GNU");
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(command("Interrupted", List.of()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            List<String> lines = new ArrayList<>();
            for (String line; (line = output.readLine()) != null; ) {
                lines.add(line);
                if (line.equals("waiting for 4 s")) {
                    assertThat(succeeds("kill", "-INT", Long.toString(process.pid())))
                            .isTrue();
                }
            }
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(lines)
                    .containsExactly(
                            "waiting for 2 s",
                            "waiting for 3 s",
                            "waiting for 4 s",
                            "2 s cancelled: true",
                            "3 s cancelled: true",
                            "4 s cancelled: true");
            assertThat(process.exitValue()).isEqualTo(130);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @Case("P23")
    void functions_that_block_the_loop_run_one_after_the_other() {
        assertThat(run("BlockingCallbacks", List.of(TENTH)))
                .containsExactly("posted", "6 s, on the thread loop", "3 s, on the thread loop");
    }

    @Test
    @Case("P24")
    void coroutines_submitted_to_the_loop_run_at_once() {
        assertThat(run("SubmittedCoroutines", List.of(TENTH)))
                .containsExactly("3 s, on the thread loop", "6 s, on the thread loop");
    }

    @Test
    @Case("P26")
    void a_clock_ticks_on_while_threads_block() {
        assertThat(run("BlockingWork", List.of()))
                .containsExactly(
                        "tick 1", "tick 2", "read in the loop's pool", "tick 3", "tick 4", "read in a pool of our own");
    }

    @Test
    @Case("P27")
    void futures_of_a_pool_are_awaited() {
        assertThat(run("PoolFutures", List.of(TENTH))).containsExactly("[1, 4, 9, 16, 25, 36, 49, 64, 81, 100]");
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
