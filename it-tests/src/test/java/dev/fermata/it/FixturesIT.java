package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fixture does, transformed, what it does when it is run plainly.
 *
 * <p>The reference is the same class files, untransformed, on the <em>blocking</em> runtime ({@code src/blocking}): it
 * stands before the real one on the class path, its {@code Await.on} waits with the thread, and calling an
 * {@code @Async} method there simply runs it. So a fixture must not show when a coroutine or a hot method
 * begins to run relative to its caller: it awaits what it calls at once, or logs nothing between. All the rest (values,
 * order of events, exceptions and what is suppressed in them) has to agree, for every pattern of awaits
 * that are done, suspend or fail. The reference knows no suspension, so for it {@code S} is {@code D}.
 */
class FixturesIT {

    private static final Path JDK = ForkedJvm.jdk();
    private static final Path AGENT = Path.of(System.getProperty("fermata.agent.jar"));
    private static final Path DUMP = FixtureClasses.TARGET.resolve("dump");

    private static List<Path> sources;
    private static List<String> fixtures;
    private static Path blocking;
    private static Path plain;
    private static Path transformed;
    private static FixtureOutput reference;
    private static FixtureOutput loaded;

    @BeforeAll
    static void compile() {
        FixtureClasses.freshDirectory("dump");
        sources = Stream.of("java", "java8", "java11", "java17")
                .flatMap(home -> FixtureClasses.files(Path.of("src/fixtures", home), ".java").stream())
                .collect(Collectors.toCollection(ArrayList::new));
        sources.addAll(GeneratedFixtures.write(FixtureClasses.freshDirectory("generated")));
        fixtures = fixtures(sources);
        List<Path> runtime = FixtureClasses.files(Path.of("src/blocking/java"), ".java");
        blocking = FixtureClasses.javac(JDK, 17, runtime, "blocking", List.of(), "-g");
        plain = FixtureClasses.javac(JDK, 17, sources, "plain", List.of(), "-g");
        transformed = FixtureClasses.transform(plain, "transformed");
        reference = run("reference", JDK, List.of(), List.of(blocking, plain), fixtures);
        loaded = run("agent", JDK, List.of(agent(DUMP)), List.of(plain), fixtures);
    }

    @Test
    void reference_runs_every_fixture() {
        assertThat(reference.traces()).hasSizeGreaterThan(80);
        reference.traces().forEach((fixture, traces) -> {
            assertThat(traces.get("")).as(fixture).isEmpty();
            assertThat(traces.get("S")).as(fixture).isEqualTo(traces.get("D"));
            assertThat(traces.toString()).as(fixture).doesNotContain("NotInstrumented");
        });
    }

    @TestFactory
    Stream<DynamicTest> transformed_by_the_build() {
        return compare(reference, run("build", JDK, List.of(), List.of(transformed), fixtures));
    }

    @TestFactory
    @Case("B84")
    Stream<DynamicTest> transformed_by_the_agent() {
        return compare(reference, loaded);
    }

    @TestFactory
    @Case("B34")
    Stream<DynamicTest> transformed_by_the_build_without_debug_information() {
        Path bare = FixtureClasses.javac(JDK, 17, sources, "bare", List.of(), "-g:none");
        Path transformedBare = FixtureClasses.transform(bare, "transformed-bare");
        return compare(reference, run("build-bare", JDK, List.of(), List.of(transformedBare), fixtures));
    }

    @TestFactory
    @Case("B33")
    Stream<DynamicTest> transformed_by_the_build_without_the_classes_of_other_packages() {
        Path alone = FixtureClasses.transform(
                plain, "transformed-alone", others -> name -> name.contains("/elsewhere/") ? null : others.find(name));
        return compare(reference, run("build-alone", JDK, List.of(), List.of(alone), fixtures));
    }

    @TestFactory
    @Case("B89")
    Stream<DynamicTest> compiled_by_eclipse() {
        Path ecj = FixtureClasses.ecj(17, sources, "ecj");
        Path transformedEcj = FixtureClasses.transform(ecj, "transformed-ecj");
        List<String> names = fixtures.stream()
                .filter(name -> !name.endsWith(".JavacOnlyCases"))
                .toList();
        var expected = run("ecj-reference", JDK, List.of(), List.of(blocking, ecj), names);
        return compare(expected, run("ecj", JDK, List.of(), List.of(transformedEcj), names));
    }

    @TestFactory
    Stream<DynamicTest> transformed_by_the_build_on_the_newer_jdk() {
        return compare(reference, run("build-newer", newerJdk(), List.of(), List.of(transformed), fixtures));
    }

    @TestFactory
    Stream<DynamicTest> transformed_by_the_agent_on_the_newer_jdk() {
        String agent = agent(FixtureClasses.TARGET.resolve("dump-newer"));
        return compare(reference, run("agent-newer", newerJdk(), List.of(agent), List.of(plain), fixtures));
    }

    @TestFactory
    Stream<DynamicTest> compiled_for_the_newer_jdk() {
        Path jdk = newerJdk();
        List<Path> all = new ArrayList<>(sources);
        all.addAll(FixtureClasses.files(Path.of("src/fixtures/java21"), ".java"));
        all.addAll(FixtureClasses.files(Path.of("src/fixtures/java22"), ".java"));
        List<String> names = fixtures(all);
        Path newer = FixtureClasses.javac(jdk, ForkedJvm.feature(jdk), all, "newer", List.of(), "-g");
        Path transformedNewer = FixtureClasses.transform(newer, "transformed-newer");
        var expected = run("newer-reference", jdk, List.of(), List.of(blocking, newer), names);
        return compare(expected, run("newer", jdk, List.of(), List.of(transformedNewer), names));
    }

    @Test
    @Case("B82")
    void transforming_twice_is_the_identity() {
        var report = FixtureClasses.transformInPlace(transformed);
        assertThat(report.transformed()).isEmpty();
        assertThat(report.errors()).isEmpty();
        assertThat(report.unchanged()).isEqualTo(report.examined()).isPositive();
    }

    @Test
    @Case("B84")
    void agent_and_build_make_the_same_bytes() throws IOException {
        List<Path> dumped = FixtureClasses.files(DUMP, ".class");
        assertThat(dumped).hasSizeGreaterThan(10);
        for (Path file : dumped) {
            assertThat(file).hasSameBinaryContentAs(transformed.resolve(DUMP.relativize(file)));
        }
    }

    private static String agent(Path dump) {
        return "-javaagent:" + AGENT + "=dump=" + dump;
    }

    private static Path newerJdk() {
        assumeTrue(ForkedJvm.newerJdk().isPresent(), "there is no second JDK");
        return ForkedJvm.newerJdk().orElseThrow();
    }

    private static FixtureOutput run(
            String name, Path jdk, List<String> options, List<Path> classes, List<String> fixtures) {
        List<Path> classPath = new ArrayList<>(classes);
        classPath.add(FixtureClasses.runtime());
        return FixtureOutput.of(name, jdk, options, classPath, fixtures);
    }

    /** The classes in {@code sources} that have fixtures: by convention those that are named {@code …Cases}. */
    static List<String> fixtures(List<Path> sources) {
        return sources.stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.matches(".*Cases\\.(java|kt)"))
                .map(name -> "dev.fermata.fixtures.cases." + name.substring(0, name.lastIndexOf('.')))
                .toList();
    }

    /** A test for each fixture that {@code expected} has. */
    static Stream<DynamicTest> compare(FixtureOutput expected, FixtureOutput actual) {
        DynamicTest complete = dynamicTest(
                "all are run",
                () -> assertThat(actual.traces().keySet())
                        .containsExactlyElementsOf(expected.traces().keySet()));
        return Stream.concat(
                Stream.of(complete),
                expected.traces().keySet().stream()
                        .map(fixture -> dynamicTest(fixture, () -> compare(fixture, expected, actual))));
    }

    private static void compare(String fixture, FixtureOutput expected, FixtureOutput actual) {
        Map<String, List<String>> traces = actual.traces().getOrDefault(fixture, Map.of());
        expected.traces()
                .get(fixture)
                .forEach((pattern, trace) -> assertThat(traces.get(pattern))
                        .as("%s, awaits: %s", fixture, pattern)
                        .isEqualTo(trace));
        assertThat(traces).hasSameSizeAs(expected.traces().get(fixture));
    }
}
