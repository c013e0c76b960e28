package dev.fermata.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;

/**
 * The sources of the fixtures by the oldest release that they can be compiled for, and what they need.
 *
 * @param byRelease {@code src/fixtures/javaN}, and what is generated
 * @param support the fixtures' runner, compiled, not transformed
 * @param transformedSupport the same, transformed
 * @param libraries what a compilation for an old release has on its class path: compilers refuse newer class files there
 */
record MatrixSources(Map<Integer, List<Path>> byRelease, Path support, Path transformedSupport, List<Path> libraries) {

    private static final Path HOME = Path.of("src/fixtures");
    private static final int RELEASE_OF_LIBRARIES = 17;

    static MatrixSources prepare() {
        Map<Integer, List<Path>> byRelease = new LinkedHashMap<>();
        for (int release : List.of(8, 11, 17, 21, 22)) {
            byRelease.put(release, new ArrayList<>(FixtureClasses.files(HOME.resolve("java" + release), ".java")));
        }
        byRelease.get(8).addAll(GeneratedFixtures.write(FixtureClasses.freshDirectory("matrix/generated")));
        Path support = FixtureClasses.javac(
                ForkedJvm.jdk(),
                RELEASE_OF_LIBRARIES,
                FixtureClasses.files(HOME.resolve("java"), ".java"),
                "matrix/support",
                List.of(),
                "-g");
        return new MatrixSources(
                byRelease,
                support,
                FixtureClasses.transform(support, "matrix/support-transformed"),
                List.of(
                        FixtureClasses.disguiseAsJava8(support, "matrix/support-as-java8"),
                        FixtureClasses.disguiseAsJava8(FixtureClasses.runtime(), "matrix/runtime-as-java8")));
    }

    /** All sources that can be compiled like that. */
    List<Path> of(MatrixConfiguration how) {
        return byRelease.entrySet().stream()
                .filter(entry -> entry.getKey() <= how.release())
                .flatMap(entry -> entry.getValue().stream())
                .filter(file ->
                        !how.compiler().equals("ecj") || !file.toString().endsWith("JavacOnlyCases.java"))
                .toList();
    }

    /** The classes among them that have fixtures. */
    List<String> fixtures(MatrixConfiguration how) {
        return FixturesIT.fixtures(of(how));
    }

    /** Where the classes go. */
    Path output(MatrixConfiguration how) {
        return FixtureClasses.TARGET.resolve("matrix").resolve(how.id());
    }

    /** Compiles in each way, with one process for each JDK. */
    void compile(List<MatrixConfiguration> configurations) {
        Map<Path, List<MatrixConfiguration>> byJdk = configurations.stream()
                .collect(Collectors.groupingBy(MatrixConfiguration::jdk, LinkedHashMap::new, Collectors.toList()));
        byJdk.entrySet().stream().parallel().forEach(entry -> compile(entry.getKey(), entry.getValue()));
    }

    private void compile(Path jdk, List<MatrixConfiguration> configurations) {
        String name = "matrix/compile-" + ForkedJvm.feature(jdk);
        List<String> lines = new ArrayList<>();
        for (MatrixConfiguration how : configurations) {
            List<Path> classPath =
                    how.release() < RELEASE_OF_LIBRARIES ? libraries : List.of(support, FixtureClasses.runtime());
            lines.add(how.compilation(of(how), classPath, FixtureClasses.freshDirectory("matrix/" + how.id())));
        }
        ForkedJvm.Result result = runWithList(jdk, MatrixCompiler.class, lines, name);
        if (result.status() != 0) {
            throw new AssertionError(name + " failed:\n" + result.lines() + "\n" + result.errors());
        }
    }

    /** Runs {@code main} with a file of {@code lines} as its argument. */
    static ForkedJvm.Result runWithList(Path jdk, Class<?> main, List<String> lines, String name) {
        try {
            Path list = Files.write(FixtureClasses.TARGET.resolve(name + ".list"), lines);
            List<Path> classPath = Stream.of(main, BatchCompiler.class)
                    .map(FixtureClasses::location)
                    .toList();
            return ForkedJvm.run(
                    ForkedJvm.java(jdk, List.of(), classPath, main.getName(), List.of(list.toString())), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
