package dev.fermata.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fermata.examples.crawler.CrawlerMain;
import dev.fermata.examples.hello.Hello;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples do what they promise, transformed by the plugin, and as javac leaves them with the agent. */
class ExamplesIT {

    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final Path CLASSES = FixtureClasses.location(CrawlerMain.class);

    @Test
    void hello_waits_one_after_the_other_and_then_at_once() {
        var result = ForkedJvm.run(command(List.of(), CLASSES, Hello.class.getName()), "hello");
        assertThat(result.status()).isZero();
        assertThat(result.lines())
                .map(line -> line.replaceAll("\\.[0-9] s ", "s"))
                .containsExactly(
                        "0s one after the other",
                        "1s   hello",
                        "3s   world",
                        "3s both at once",
                        "4s   hello",
                        "5s   world",
                        "5s done");
    }

    @Test
    void crawler_is_twenty_times_quicker_than_one_after_the_other() {
        var result = ForkedJvm.run(command(List.of(), CLASSES, CrawlerMain.class.getName()), "crawler");
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.lines()).contains("Done", "  pages               1,000");
        assertThat(result.errors()).isEmpty();
        assertThat(speedUp(result.lines())).isGreaterThanOrEqualTo(20);
    }

    @Test
    void crawler_runs_untransformed_with_the_agent() {
        List<Path> sources = FixtureClasses.files(EXAMPLES.resolve("src/main/java"), ".java");
        Path plain = FixtureClasses.javac(ForkedJvm.jdk(), 17, sources, "examples", List.of(), "-g");
        String agent = "-javaagent:" + System.getProperty("fermata.agent.jar");
        var result = ForkedJvm.run(
                command(List.of(agent), plain, CrawlerMain.class.getName(), "--pages", "150"), "crawler-agent");
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.lines()).contains("Done", "  pages               150");
    }

    @Test
    void crawler_ends_on_ctrl_c_with_its_summary_and_status_130() throws IOException, InterruptedException {
        // A process started in the background of a script ignores the signal, and so would its children.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        assumeTrue(succeeds("env", "--default-signal=INT", "true"), "needs the env of GNU");
        command.addAll(command(List.of(), CLASSES, CrawlerMain.class.getName(), "--pages", "5000"));
        Process crawler = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(crawler.getInputStream(), UTF_8))) {
            List<String> lines = new ArrayList<>();
            boolean interrupted = false; // once: a second signal would end it without a summary
            for (String line; (line = output.readLine()) != null; ) {
                lines.add(line);
                if (!interrupted && line.contains(" 50 in flight")) {
                    interrupted = true;
                    assertThat(succeeds("kill", "-INT", Long.toString(crawler.pid())))
                            .isTrue();
                }
            }
            assertThat(crawler.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(lines).contains("Interrupted").anyMatch(line -> line.startsWith("  elapsed "));
            assertThat(crawler.exitValue()).isEqualTo(130);
        } finally {
            crawler.destroyForcibly();
        }
    }

    @Test
    void script_lists_the_examples_and_refuses_others() {
        String script = EXAMPLES.resolve("run").toString();
        var all = ForkedJvm.run(List.of("bash", script), "examples-run");
        assertThat(all.status()).isZero();
        assertThat(all.lines()).anyMatch(line -> line.startsWith("  crawler  Crawls "));
        var unknown = ForkedJvm.run(List.of("bash", script, "nothing"), "examples-run-nothing");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.errors()).contains("no example \"nothing\"").contains("crawler");
    }

    private static List<String> command(List<String> options, Path classes, String main, String... arguments) {
        return ForkedJvm.java(
                ForkedJvm.jdk(), options, List.of(classes, FixtureClasses.runtime()), main, List.of(arguments));
    }

    private static double speedUp(List<String> lines) {
        Matcher number = Pattern.compile("speed-up +([0-9.]+)x").matcher(String.join("\n", lines));
        assertThat(number.find()).isTrue();
        return Double.parseDouble(number.group(1));
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
