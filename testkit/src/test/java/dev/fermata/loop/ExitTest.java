package dev.fermata.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fermata.Case;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How processes end that are told to. */
@Timeout(120)
class ExitTest {

    private record Ended(List<String> lines, int status) {}

    @Test
    @Case("SG1")
    void ctrl_c_cancels_everything_and_the_status_is_130() throws Exception {
        Ended ended = runInterrupted("waiting", "ready");
        assertThat(ended.lines())
                .startsWith("ready", "main ended", "2 cancelled: true", "3 cancelled: true", "4 cancelled: true");
        assertThat(ended.status()).isEqualTo(130);
    }

    @Test
    @Case("SG1")
    void a_second_ctrl_c_ends_the_process_at_once() throws Exception {
        Ended ended = runInterrupted("stubborn", "ready", "cleaning up");
        assertThat(ended.lines()).containsExactly("ready", "cleaning up");
        assertThat(ended.status()).isEqualTo(130);
    }

    @Test
    void ctrl_c_between_two_runs_ends_the_process_soon() throws Exception {
        Ended ended = runInterrupted("between", "ready");
        assertThat(ended.status()).isEqualTo(130);
    }

    @Test
    void an_exit_from_inside_of_a_task_keeps_its_status() throws Exception {
        assertThat(run(List.of(), "exiting").status()).isEqualTo(3);
    }

    @Test
    @Case("R10")
    void a_jvm_that_leaves_signals_alone_runs_programs() throws Exception {
        assertThat(run(List.of("-Xrs"), "plain")).isEqualTo(new Ended(List.of("ran"), 0));
    }

    @Test
    @Case("R10")
    void a_jvm_that_is_ending_and_takes_no_hook_any_more_runs_programs() throws Exception {
        assertThat(run(List.of(), "hook")).isEqualTo(new Ended(List.of("ran"), 0));
    }

    private static Ended run(List<String> options, String program) throws Exception {
        return follow(command(options, program), List.of());
    }

    /** Sends SIGINT whenever the program prints one of {@code triggers}. */
    private static Ended runInterrupted(String program, String... triggers) throws Exception {
        assumeTrue(succeeds("env", "--default-signal=INT", "true"), "needs the env of GNU");
        // A process started in the background of a script ignores the signal, and so would its children.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(command(List.of(), program));
        return follow(command, List.of(triggers));
    }

    private static Ended follow(List<String> command, List<String> triggers) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line; (line = output.readLine()) != null; ) {
                lines.add(line);
                if (triggers.contains(line)) {
                    assertThat(succeeds("kill", "-INT", Long.toString(process.pid())))
                            .isTrue();
                }
            }
            return new Ended(lines, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command(List<String> options, String program) throws URISyntaxException {
        return OtherJvm.command(System.getProperty("java.home"), options, ExitPrograms.class, program);
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
