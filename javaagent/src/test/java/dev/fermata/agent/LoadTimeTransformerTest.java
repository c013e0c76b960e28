package dev.fermata.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.DiagnosticCode;
import dev.fermata.transform.SourceLocation;
import dev.fermata.transform.TransformResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTimeTransformerTest {

    private static final byte[] BEFORE = {1};
    private static final byte[] AFTER = {2};
    private static final ClassLoader APPLICATION = LoadTimeTransformerTest.class.getClassLoader();

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private LoadTimeTransformer agent(String arguments, Function<byte[], TransformResult> transformer) {
        AgentOptions options = AgentOptions.parse(arguments);
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        return new LoadTimeTransformer(
                (bytes, others) -> transformer.apply(bytes), options, new AgentLog(out, options.verbose()));
    }

    private static TransformResult change(byte[] classFile) {
        return new TransformResult.Transformed(AFTER, List.of("plan of fetch\n  2 states"), List.of());
    }

    private static byte[] define(LoadTimeTransformer agent, ClassLoader loader, String name) {
        return agent.transform(loader, name, null, null, BEFORE);
    }

    private List<String> lines() {
        return output.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void a_class_of_the_application_is_transformed_in_silence() {
        assertThat(define(agent("", LoadTimeTransformerTest::change), APPLICATION, "a/Fetch"))
                .isEqualTo(AFTER);
        assertThat(lines()).isEmpty();
    }

    @Test
    void classes_of_the_jdk_the_agent_and_the_runtime_are_left_alone() {
        LoadTimeTransformer agent = agent("", LoadTimeTransformerTest::change);

        assertThat(define(agent, null, "java/lang/Thread")).isNull();
        assertThat(define(agent, ClassLoader.getPlatformClassLoader(), "java/sql/Driver"))
                .isNull();
        assertThat(define(agent, APPLICATION, "dev/fermata/agent/Premain")).isNull();
        assertThat(define(agent, APPLICATION, "dev/fermata/agent/shaded/asm/ClassReader"))
                .isNull();
        assertThat(define(agent, APPLICATION, "dev/fermata/Await")).isNull();
        assertThat(define(agent, APPLICATION, "dev/fermata/codegen/Frame")).isNull();
    }

    @Test
    void other_packages_below_ours_are_ordinary_applications() {
        assertThat(define(agent("", LoadTimeTransformerTest::change), APPLICATION, "dev/fermata/examples/Crawler"))
                .isEqualTo(AFTER);
    }

    @Test
    void a_class_that_is_not_selected_is_left_alone() {
        assertThat(define(agent("include=b.*", LoadTimeTransformerTest::change), APPLICATION, "a/Fetch"))
                .isNull();
    }

    @Test
    void a_loaded_class_is_left_alone() {
        LoadTimeTransformer agent = agent("", LoadTimeTransformerTest::change);

        assertThat(agent.transform(APPLICATION, "a/Fetch", LoadTimeTransformerTest.class, null, BEFORE))
                .isNull();
    }

    @Test
    void a_class_without_anything_asynchronous_is_left_alone() {
        assertThat(define(agent("", bytes -> new TransformResult.Unchanged()), APPLICATION, "a/Plain"))
                .isNull();
    }

    @Test
    void every_problem_is_reported_in_the_form_of_javac_and_the_class_is_left_alone() {
        SourceLocation seven = new SourceLocation("a.Fetch", "fetch", "Fetch.java", 7);
        SourceLocation nine = new SourceLocation("a.Fetch", "fetch", "Fetch.java", 9);
        LoadTimeTransformer agent = agent(
                "",
                bytes -> new TransformResult.Rejected(List.of(
                        new Diagnostic(DiagnosticCode.AWAIT_HOLDING_MONITOR, seven, "no; yes"),
                        new Diagnostic(DiagnosticCode.AWAIT_OUTSIDE_ASYNC, nine, "no; yes"))));

        assertThat(define(agent, APPLICATION, "a/Fetch")).isNull();
        assertThat(lines())
                .containsExactly(
                        "fermata: Fetch.java:7: error: [await-holding-monitor] no; yes",
                        "fermata: Fetch.java:9: error: [await-outside-async] no; yes",
                        "fermata: a.Fetch was left as it was; its awaits will throw NotInstrumentedException");
    }

    @Test
    void a_broken_class_file_is_named() {
        LoadTimeTransformer agent = agent(
                "",
                bytes -> new TransformResult.Rejected(List.of(new Diagnostic(
                        DiagnosticCode.BROKEN_CLASS_FILE, SourceLocation.ofClass("?", null), "truncated; recompile"))));

        assertThat(define(agent, APPLICATION, "a/Fetch")).isNull();
        assertThat(lines()).contains("fermata: a.Fetch: error: [broken-class-file] truncated; recompile");
    }

    @Test
    void a_failure_of_the_agent_is_reported_with_its_cause_and_the_class_is_left_alone() {
        LoadTimeTransformer agent = agent("", bytes -> {
            throw new AssertionError("a bug");
        });

        assertThat(define(agent, APPLICATION, "a/Fetch")).isNull();
        assertThat(lines())
                .startsWith(
                        "fermata: a.Fetch was left as it was, because the agent failed",
                        "java.lang.AssertionError: a bug");
    }

    @Test
    void verbose_names_the_class_and_prints_its_plans() {
        define(agent("verbose", LoadTimeTransformerTest::change), APPLICATION, "a/Fetch");

        assertThat(lines())
                .containsExactly("fermata: transformed a.Fetch", "fermata: plan of fetch", "fermata:   2 states");
    }

    @Test
    void warnings_are_reported_to_those_who_asked_for_them() {
        SourceLocation seven = new SourceLocation("a.Fetch", "fetch", "Fetch.java", 7);
        Diagnostic warning = new Diagnostic(DiagnosticCode.BLOCKING_CALL, seven, "no; yes");

        define(agent("", bytes -> new TransformResult.Unchanged(List.of(warning))), APPLICATION, "a/Fetch");
        assertThat(lines()).isEmpty();

        assertThat(define(
                        agent("warnings", bytes -> new TransformResult.Transformed(AFTER, List.of(), List.of(warning))),
                        APPLICATION,
                        "a/Fetch"))
                .isEqualTo(AFTER);
        assertThat(lines()).containsExactly("fermata: Fetch.java:7: warning: [blocking-call] no; yes");
    }

    @Test
    void dump_writes_what_was_transformed(@TempDir Path folder) {
        Path dump = folder.resolve("new");

        define(agent("dump=" + dump, LoadTimeTransformerTest::change), APPLICATION, "a/b/Fetch");

        assertThat(dump.resolve("a/b/Fetch.class")).hasBinaryContent(AFTER);
    }

    @Test
    void a_dump_that_cannot_be_written_is_reported_and_the_class_is_transformed(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        byte[] transformed = define(agent("dump=" + file, LoadTimeTransformerTest::change), APPLICATION, "a/Fetch");

        assertThat(transformed).isEqualTo(AFTER);
        assertThat(lines()).singleElement().asString().startsWith("fermata: " + file.resolve("a/Fetch.class"));
    }
}
