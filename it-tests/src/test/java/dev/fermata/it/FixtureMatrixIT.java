package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fixture, compiled by each compiler for each release that its source allows, with debug information and names of
 * parameters and without, does transformed what it does when it is run plainly.
 *
 * <p>With {@code -Dfixtures.full=true} that is every combination of the options, and every pattern of awaits; otherwise two
 * combinations for each release, and a few patterns ({@link FixturesIT} runs the main ways to compile under all). All class
 * files are transformed, loaded and verified. A fixture whose code, before and after the transformation, differs from that
 * of another way to compile in nothing but debug information runs once for both.
 */
class FixtureMatrixIT {

    private static final boolean FULL = Boolean.getBoolean("fixtures.full");
    private static final Path JDK = ForkedJvm.jdk();

    private static List<Compiled> matrix;
    private static MatrixOutput output;
    private static FixtureOutput reference;

    /**
     * One way to compile and what came of it.
     *
     * @param toRun the classes with fixtures that run
     * @param shared those that run in another way to compile, as they are the same there
     */
    private record Compiled(
            MatrixConfiguration how, Path plain, Path transformed, List<String> toRun, List<String> shared) {}

    @BeforeAll
    static void run() {
        MatrixSources sources = MatrixSources.prepare();
        List<MatrixConfiguration> configurations = new ArrayList<>(MatrixConfiguration.all("javac", JDK, FULL));
        ForkedJvm.newerJdk().ifPresent(newer -> configurations.addAll(MatrixConfiguration.all("javac", newer, FULL)));
        configurations.addAll(
                MatrixConfiguration.all("ecj", ForkedJvm.newerJdk().orElse(JDK), FULL));
        sources.compile(configurations);
        matrix = transform(configurations, sources);
        output = MatrixOutput.of(matrix.stream()
                .map(compiled -> new MatrixOutput.Job(
                        compiled.how.id(),
                        compiled.how.release() <= ForkedJvm.feature(JDK) ? JDK : compiled.how.jdk(),
                        List.of(compiled.transformed, sources.transformedSupport(), FixtureClasses.runtime()),
                        arguments(compiled.toRun)))
                .toList());
        reference = reference(sources);
        report();
    }

    private static List<Compiled> transform(List<MatrixConfiguration> configurations, MatrixSources sources) {
        Set<String> seen = new HashSet<>();
        List<Compiled> result = new ArrayList<>();
        for (MatrixConfiguration how : configurations) {
            Path plain = sources.output(how);
            Path transformed = FixtureClasses.transform(plain, "matrix/" + how.id() + "-transformed");
            Map<Boolean, List<String>> fixtures = sources.fixtures(how).stream()
                    .collect(Collectors.partitioningBy(name ->
                            seen.add(name + CodeFingerprint.of(plain, name) + CodeFingerprint.of(transformed, name))));
            result.add(new Compiled(how, plain, transformed, fixtures.get(true), fixtures.get(false)));
        }
        return result;
    }

    /** The newest javac has all fixtures. */
    private static FixtureOutput reference(MatrixSources sources) {
        Compiled newest = matrix.stream()
                .filter(compiled -> compiled.how.compiler().equals("javac"))
                .reduce((older, newer) -> newer)
                .orElseThrow();
        List<Path> runtime = FixtureClasses.files(Path.of("src/blocking/java"), ".java");
        Path blocking = FixtureClasses.javac(JDK, 17, runtime, "matrix/blocking", List.of(), "-g");
        List<Path> classPath = List.of(blocking, newest.plain, sources.support(), FixtureClasses.runtime());
        return FixtureOutput.of(
                "matrix/reference", newest.how.jdk(), List.of(), classPath, arguments(sources.fixtures(newest.how)));
    }

    private static List<String> arguments(List<String> fixtures) {
        return Stream.concat(FULL ? Stream.empty() : Stream.of("-brief"), fixtures.stream())
                .toList();
    }

    @TestFactory
    @Case("B89")
    Stream<DynamicTest> every_way_to_compile() {
        return matrix.stream()
                .map(compiled -> dynamicTest(compiled.how.toString(), () -> {
                    assertThat(compiled.toRun.size() + compiled.shared.size()).isGreaterThan(3);
                    assertThat(output.of(compiled.how.id()).traces()).isEqualTo(expected(compiled.toRun));
                }));
    }

    @Test
    void every_fixture_runs_somewhere() {
        Set<String> run = new HashSet<>();
        matrix.forEach(
                compiled -> run.addAll(output.of(compiled.how.id()).traces().keySet()));
        assertThat(run).isEqualTo(reference.traces().keySet()).hasSizeGreaterThan(100);
    }

    private static Map<String, Map<String, List<String>>> expected(List<String> classes) {
        return reference.traces().entrySet().stream()
                .filter(fixture -> classes.stream()
                        .anyMatch(name -> fixture.getKey().startsWith(name.replaceFirst(".*\\.", "") + ".")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void report() {
        System.out.println(
                "compiler                                        classes  cases    runs  (cases shared)  seconds");
        int total = 0;
        for (Compiled compiled : matrix) {
            FixtureOutput of = output.of(compiled.how.id());
            int runs = of.traces().values().stream()
                    .mapToInt(patterns -> patterns.size() - 1)
                    .sum();
            total += runs;
            System.out.printf(
                    "%s %7d %6d %7d  %14d %8.1f%n",
                    compiled.how,
                    FixtureClasses.files(compiled.transformed, ".class").size(),
                    of.traces().size(),
                    runs,
                    expected(compiled.shared).size(),
                    output.seconds(compiled.how.id()));
        }
        System.out.printf("%d ways to compile, %d runs%n", matrix.size(), total);
    }
}
