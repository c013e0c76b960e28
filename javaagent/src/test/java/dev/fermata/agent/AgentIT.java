package dev.fermata.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.tools.attach.VirtualMachine;
import dev.fermata.agent.Jvm.Result;
import dev.fermata.transform.ClassSource;
import dev.fermata.transform.DirectoryReport;
import dev.fermata.transform.DirectoryReport.TransformedClass;
import dev.fermata.transform.DirectoryTransformer;
import dev.fermata.transform.Transformer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jacoco.agent.AgentJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import sample.Greeter;
import sample.Plain;
import sample.Stubborn;
import sample.Waiter;

/** The agent's jar in real JVMs. */
@ParameterizedClass
@MethodSource("dev.fermata.agent.Jvm#homes")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
record AgentIT(Path home) {

    /** JDK 21 and later warn unless attaching was expected. */
    private static final String DYNAMIC_AGENTS = "-XX:+EnableDynamicAgentLoading";

    @Test
    void a_program_compiled_plainly_runs() {
        Result result = Jvm.run(home, Greeter.class, Jvm.agent(""));

        assertThat(result).isEqualTo(new Result(0, List.of("hello world"), List.of()));
    }

    @Test
    void a_program_without_asynchronous_methods_does_not_load_what_transforms_them() {
        Result result = Jvm.run(home, Plain.class, "-Xlog:class+load", Jvm.agent(""));

        assertThat(result.output())
                .anyMatch(line -> line.contains("dev.fermata.agent.shaded.transform.Transformer"))
                .noneMatch(line -> line.contains("dev.fermata.agent.shaded.asm"))
                .noneMatch(line -> line.contains("dev.fermata.agent") && line.contains("Lambda"));
    }

    @Test
    void a_program_that_is_excluded_stays_as_it_was() {
        Result result = Jvm.run(home, Greeter.class, Jvm.agent("exclude=sample.*"));

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).anyMatch(line -> line.contains("NotInstrumentedException"));
    }

    @Test
    void verbose_names_the_transformed_classes_and_no_others() {
        Result result = Jvm.run(home, Greeter.class, Jvm.agent("verbose"));

        assertThat(result.errors())
                .filteredOn(line -> line.contains("transformed "))
                .containsExactly("fermata: transformed sample.Greeter");
    }

    @Test
    void an_unknown_option_aborts_the_start_with_a_list_of_the_valid_ones() {
        Result result = Jvm.run(home, Greeter.class, "-XX:-CreateCoredumpOnCrash", Jvm.agent("inclued=sample.*"));

        assertThat(result.status()).isNotZero();
        assertThat(result.output()).doesNotContain("hello world");
        assertThat(result.errors())
                .first()
                .asString()
                .startsWith("fermata: unknown option 'inclued'; the options are include=")
                .contains("exclude=", "dump=", "verbose");
    }

    @Test
    void the_agent_and_the_build_make_the_same_bytes(@TempDir Path folder) throws IOException {
        Path dump = folder.resolve("dump");
        Result result = Jvm.run(home, Greeter.class, Jvm.agent("dump=" + dump));
        assertThat(result.status()).isZero();

        Path built = build(folder, Greeter.class);

        assertThat(files(dump)).containsExactly("sample/Greeter.class");
        assertThat(dump.resolve("sample/Greeter.class")).hasSameBinaryContentAs(built.resolve("sample/Greeter.class"));
    }

    @Test
    void classes_that_were_built_with_the_plugin_are_left_alone(@TempDir Path folder) throws IOException {
        Result result = Jvm.run(home, build(folder, Greeter.class), Greeter.class, Jvm.agent("verbose"));

        assertThat(result).isEqualTo(new Result(0, List.of("hello world"), List.of()));
    }

    @Test
    void a_class_that_cannot_be_transformed_is_reported_and_the_program_goes_on() {
        Result result = Jvm.run(home, Stubborn.class, Jvm.agent(""));

        assertThat(result.status()).isZero();
        assertThat(result.errors()).hasSize(3);
        assertThat(result.errors().get(0)).startsWith("fermata: Stubborn.java:16: error: [await-holding-monitor] ");
        assertThat(result.errors().get(1)).startsWith("fermata: Stubborn.java:21: error: [await-outside-async] ");
        assertThat(result.errors().get(2)).startsWith("fermata: sample.Stubborn was left as it was");
        assertThat(result.output()).hasSize(2).last().isEqualTo("hello world");
        assertThat(result.output().get(0))
                .startsWith("NotInstrumentedException: ")
                .contains("Stubborn.java:21", "fermata-maven-plugin", "-javaagent:");
    }

    @Test
    void attached_to_a_running_program_it_transforms_what_comes_and_reports_what_came_too_early() throws Exception {
        try (Jvm jvm = Jvm.start(home, Jvm.PROGRAMS, Waiter.class, DYNAMIC_AGENTS)) {
            assertThat(jvm.readLine()).isEqualTo("ready");
            attach(jvm, "");
            jvm.enter();
            Result result = jvm.finish();

            assertThat(result.output()).containsExactly("NotInstrumentedException", "hello world");
            assertThat(result.errors())
                    .singleElement()
                    .asString()
                    .startsWith("fermata: sample.Waiter$Early was loaded before the agent was attached")
                    .contains("-javaagent");
            assertThat(result.status()).isZero();
        }
    }

    @Test
    void attached_to_a_program_that_was_built_with_the_plugin_it_has_nothing_to_report(@TempDir Path folder)
            throws Exception {
        try (Jvm jvm = Jvm.start(home, build(folder, Waiter.Early.class), Waiter.class, DYNAMIC_AGENTS)) {
            assertThat(jvm.readLine()).isEqualTo("ready");
            attach(jvm, "");
            jvm.enter();

            assertThat(jvm.finish()).isEqualTo(new Result(0, List.of("hello world"), List.of()));
        }
    }

    @Test
    void attaching_with_an_unknown_option_fails_and_the_program_goes_on() throws Exception {
        try (Jvm jvm = Jvm.start(home, Jvm.PROGRAMS, Waiter.class, DYNAMIC_AGENTS)) {
            assertThat(jvm.readLine()).isEqualTo("ready");
            assertThatThrownBy(() -> attach(jvm, "inclued=a"))
                    .isInstanceOf(com.sun.tools.attach.AgentInitializationException.class);
            jvm.enter();
            Result result = jvm.finish();

            assertThat(result.output()).containsExactly("NotInstrumentedException");
            assertThat(result.errors()).first().asString().startsWith("fermata: unknown option 'inclued'");
        }
    }

    @Test
    void it_lives_beside_jacoco_when_it_comes_first(@TempDir Path folder) throws IOException {
        Result result = Jvm.run(home, Greeter.class, Jvm.agent(""), jacoco(folder));

        assertThat(result).isEqualTo(new Result(0, List.of("hello world"), List.of()));
        assertThat(folder.resolve("jacoco.exec")).isNotEmptyFile();
    }

    @Test
    void it_lives_beside_jacoco_when_it_comes_second(@TempDir Path folder) throws IOException {
        Result result = Jvm.run(home, Greeter.class, jacoco(folder), Jvm.agent(""));

        assertThat(result).isEqualTo(new Result(0, List.of("hello world"), List.of()));
        assertThat(folder.resolve("jacoco.exec")).isNotEmptyFile();
    }

    /** Copies the programs and transforms them as the plugin does; {@code expected} is one that must be transformed. */
    private static Path build(Path folder, Class<?> expected) throws IOException {
        Path built = folder.resolve("built");
        for (String name : files(Jvm.PROGRAMS)) {
            Files.createDirectories(built.resolve(name).resolveSibling("."));
            Files.copy(Jvm.PROGRAMS.resolve(name), built.resolve(name));
        }
        DirectoryReport report =
                new DirectoryTransformer(new Transformer(), ClassSource.NONE).transform(List.of(built));
        assertThat(report.transformed()).extracting(TransformedClass::className).contains(expected.getName());
        return built;
    }

    private static void attach(Jvm jvm, String arguments) throws Exception {
        VirtualMachine target = VirtualMachine.attach(jvm.pid());
        try {
            target.loadAgent(Jvm.AGENT.toString(), arguments);
        } finally {
            target.detach();
        }
    }

    private static String jacoco(Path folder) throws IOException {
        File jar = folder.resolve("jacoco.jar").toFile();
        AgentJar.extractTo(jar);
        return "-javaagent:" + jar + "=destfile=" + folder.resolve("jacoco.exec");
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
                    .sorted()
                    .toList();
        }
    }
}
