package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Methods that Kotlin's compiler has made do, transformed, what they do when they are run plainly; as {@link FixturesIT}.
 *
 * <p>Kotlin has no lambda bodies that are asynchronous without a mark: the fixtures mark lambdas, anonymous and local functions
 * with {@code @Async}, too.
 */
class KotlinIT {

    private static final Path JDK = ForkedJvm.jdk();
    private static final Path SOURCES = Path.of("src/fixtures/kotlin");

    private static List<String> fixtures;
    private static Path blocking;
    private static Path support;
    private static Path transformedSupport;
    private static Path plain;
    private static Path transformed;
    private static FixtureOutput reference;

    @BeforeAll
    static void compile() {
        FixtureClasses.freshDirectory("kotlin");
        fixtures = FixturesIT.fixtures(FixtureClasses.files(SOURCES, ".kt"));
        List<Path> runtime = FixtureClasses.files(Path.of("src/blocking/java"), ".java");
        blocking = FixtureClasses.javac(JDK, 17, runtime, "kotlin/blocking", List.of(), "-g");
        List<Path> runner = FixtureClasses.files(Path.of("src/fixtures/java"), ".java");
        support = FixtureClasses.javac(JDK, 17, runner, "kotlin/support", List.of(), "-g");
        transformedSupport = FixtureClasses.transform(support, "kotlin/support-transformed");
        plain = FixtureClasses.kotlinc(SOURCES, "kotlin/plain", List.of(support), "-jvm-target", "17");
        transformed = FixtureClasses.transform(plain, "kotlin/transformed");
        reference = run("kotlin/reference", List.of(blocking, support, plain));
    }

    @Test
    void reference_runs_every_fixture() {
        assertThat(reference.traces()).hasSizeGreaterThan(20);
        reference.traces().forEach((fixture, traces) -> {
            assertThat(traces.get("")).as(fixture).isEmpty();
            assertThat(traces.get("S")).as(fixture).isEqualTo(traces.get("D"));
        });
    }

    @TestFactory
    @Case("B89")
    Stream<DynamicTest> compiled_by_kotlinc() {
        return FixturesIT.compare(reference, run("kotlin/build", List.of(transformedSupport, transformed)));
    }

    /** Other bytecode: strings are put together by calls, lambdas and interfaces with code are classes. */
    @TestFactory
    @Case("B89")
    Stream<DynamicTest> compiled_by_kotlinc_for_java_8() {
        Path old = FixtureClasses.kotlinc(SOURCES, "kotlin/old", List.of(support), "-jvm-target", "1.8");
        Path transformedOld = FixtureClasses.transform(old, "kotlin/old-transformed");
        return FixturesIT.compare(reference, run("kotlin/old-build", List.of(transformedSupport, transformedOld)));
    }

    private static FixtureOutput run(String name, List<Path> classes) {
        List<Path> classPath = Stream.concat(
                        classes.stream(), Stream.of(FixtureClasses.runtime(), FixtureClasses.kotlinLibrary()))
                .toList();
        return FixtureOutput.of(name, JDK, List.of(), classPath, fixtures);
    }
}
