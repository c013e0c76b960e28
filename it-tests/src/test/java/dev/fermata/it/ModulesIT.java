package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fermata.transform.ClassPath;
import dev.fermata.transform.DirectoryReport;
import dev.fermata.transform.DirectoryTransformer;
import dev.fermata.transform.Transformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Values across awaits whose types a module hides: in a package that it does not export, or in a module that nobody reads.
 * A program of three modules, transformed, prints what it prints when it is run plainly on the blocking runtime.
 */
class ModulesIT {

    private static final Path SOURCES = FixtureClasses.freshDirectory("modules-sources");
    private static final Path PLAIN = FixtureClasses.freshDirectory("modules");
    private static final Path LIBRARY =
            FixtureClasses.freshDirectory("modules-library").resolve("lib.jar");
    private static final Path AGENT = Path.of(System.getProperty("fermata.agent.jar"));
    private static final Path JDK = ForkedJvm.jdk();

    private static final Map<String, String> PROGRAM = Map.of(
            "deep/module-info.java", "module deep { exports deep; }",
            "deep/deep/Deep.java", """
            package deep;
            public class Deep {
                public int depth;
            }
            """,
            "lib/module-info.java", "module lib { requires deep; exports lib.api; }",
            "lib/lib/inner/Inner.java", """
            package lib.inner;
            public class Inner {
                public interface Face {
                    default String face() { return "face"; }
                }
                public Object value;
                public Inner(Object value) { this.value = value; }
            }
            """,
            "lib/lib/api/Api.java", """
            package lib.api;
            import lib.inner.Inner;
            import deep.Deep;
            public class Api {
                public static Inner inner(Object value) { return new Inner(value); }
                public static Inner[] inners(Object value) { return new Inner[] {inner(value)}; }
                public static Inner.Face face() { return new Inner.Face() {}; }
                public static Deep deep() { return new Deep(); }
                public static String take(Inner inner) { return "inner " + inner.value; }
                public static String take(Inner[] inners) { return "inners " + inners[0].value; }
                public static String take(Inner.Face face) { return face.face(); }
                public static String take(Deep deep) { return "deep " + deep.depth++; }
            }
            """,
            "app/module-info.java", "module app { requires lib; requires dev.fermata.runtime; }",
            "app/app/Main.java", """
            package app;
            import dev.fermata.*;
            import dev.fermata.loop.EventLoop;
            import lib.api.Api;
            public class Main implements Inherited {
                static <T> Promise<T> later(T value) {
                    var promise = new Promise<T>();
                    EventLoop.running().callSoon(() -> promise.complete(value));
                    return promise;
                }
                @Async Coroutine<String> body() {
                    var inner = Api.inner(Await.on(later("a")));
                    var inners = Api.inners("b");
                    var face = Api.face();
                    var deep = Api.deep();
                    String log = "";
                    for (int i = 0; i < 3; i++) {
                        log += Api.take(inner) + Await.on(later(i)) + Api.take(inners) + Await.on(later(i)) + Api.take(deep);
                    }
                    return Coroutine.of(log + Api.take(face));
                }
                public static void main(String[] arguments) {
                    System.out.println(Fermata.<String>run(new Main().body()));
                    System.out.println(Fermata.<String>run(new Main().inherited()));
                }
            }
            """,
            "app/app/Inherited.java", """
            package app;
            import dev.fermata.*;
            import lib.api.Api;
            interface Inherited {
                @Async default Coroutine<String> inherited() {
                    var inner = Api.inner("a");
                    var deep = Api.deep();
                    return Coroutine.of(Await.on(Main.later("b")) + Api.take(inner) + Await.on(Main.later("c"))
                            + Api.take(Api.inners("d")) + Api.take(deep));
                }
            }
            """);

    private static List<String> expected;

    @BeforeAll
    static void compile() throws IOException {
        for (var source : PROGRAM.entrySet()) {
            Path file = SOURCES.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
        }
        var javac = ForkedJvm.run(
                List.of(
                        JDK.resolve("bin/javac").toString(),
                        "--release",
                        "17",
                        "-g",
                        "-d",
                        PLAIN.toString(),
                        "--module-source-path",
                        SOURCES.toString(),
                        "-p",
                        FixtureClasses.runtime().toString(),
                        "-m",
                        "app"),
                "modules-compiler");
        assertThat(javac.status()).as(javac.errors()).isZero();
        packLibrary();
        List<Path> runtime = FixtureClasses.files(Path.of("src/blocking/java"), ".java");
        Path blocking = FixtureClasses.javac(JDK, 17, runtime, "modules-blocking", List.of(), "-g");
        expected = run(JDK, "plainly", PLAIN, List.of("--patch-module", "dev.fermata.runtime=" + blocking));
        assertThat(expected).hasSize(2).allMatch(line -> line.contains("deep 0"));
    }

    /** The library becomes a jar for several releases, with its descriptor among those for 9. */
    private static void packLibrary() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        Path unpacked = PLAIN.resolve("lib");
        try (var jar = new JarOutputStream(Files.newOutputStream(LIBRARY), manifest)) {
            for (Path file : FixtureClasses.files(unpacked, ".class")) {
                String name = unpacked.relativize(file).toString();
                jar.putNextEntry(new JarEntry((name.equals("module-info.class") ? "META-INF/versions/9/" : "") + name));
                Files.copy(file, jar);
                Files.delete(file);
            }
        }
    }

    @Test
    @Case("B29")
    void transformed_by_the_build() {
        assertThat(run(JDK, "build", transformed("modules-build"), List.of())).isEqualTo(expected);
    }

    @Test
    void transformed_by_the_build_on_the_newer_jdk() {
        assertThat(run(newerJdk(), "newer-build", transformed("modules-newer"), List.of()))
                .isEqualTo(expected);
    }

    @Test
    void transformed_by_the_agent() {
        assertThat(run(JDK, "agent", PLAIN, agent("modules-dump"))).isEqualTo(expected);
    }

    @Test
    void transformed_by_the_agent_on_the_newer_jdk() {
        assertThat(run(newerJdk(), "newer-agent", PLAIN, agent("modules-newer-dump")))
                .isEqualTo(expected);
    }

    @Test
    void run_from_the_class_path_where_modules_hide_nothing() {
        Path classes = transformed("modules-class-path");
        List<Path> all = List.of(classes.resolve("app"), LIBRARY, classes.resolve("deep"), FixtureClasses.runtime());
        var result = ForkedJvm.run(ForkedJvm.java(JDK, List.of(), all, "app.Main", List.of()), "modules-class-path");
        assertThat(result.lines()).as(result.errors()).isEqualTo(expected);
    }

    @Test
    @Case("B84")
    void agent_and_build_make_the_same_bytes() {
        Path built = transformed("modules-same");
        Path dump = FixtureClasses.TARGET.resolve("modules-same-dump");
        run(JDK, "same", PLAIN, agent("modules-same-dump"));
        for (String file : List.of("app/Main.class", "app/Inherited.class")) {
            assertThat(dump.resolve(file))
                    .hasSameBinaryContentAs(built.resolve("app").resolve(file));
        }
    }

    private static List<String> agent(String dump) {
        return List.of("-javaagent:" + AGENT + "=dump=" + FixtureClasses.freshDirectory(dump));
    }

    private static Path newerJdk() {
        assumeTrue(ForkedJvm.newerJdk().isPresent(), "there is no second JDK");
        return ForkedJvm.newerJdk().orElseThrow();
    }

    /** A copy of all modules, of which the one with the program is transformed. */
    private static Path transformed(String name) {
        Path copy = FixtureClasses.copy(PLAIN, name);
        List<Path> path = List.of(copy.resolve("app"), LIBRARY, copy.resolve("deep"), FixtureClasses.runtime());
        try (ClassPath others = ClassPath.of(path)) {
            DirectoryReport report =
                    new DirectoryTransformer(new Transformer(), others).transform(List.of(copy.resolve("app")));
            assertThat(report.errors()).isEmpty();
            assertThat(report.transformed()).hasSize(2);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return copy;
    }

    private static List<String> run(Path jdk, String name, Path modules, List<String> options) {
        List<String> command =
                new ArrayList<>(List.of(jdk.resolve("bin/java").toString(), "-Xverify:all", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of(
                "-p", ForkedJvm.classPath(List.of(modules, LIBRARY, FixtureClasses.runtime())), "-m", "app/app.Main"));
        var result = ForkedJvm.run(command, "modules-" + name);
        assertThat(result.status()).as(result.errors()).isZero();
        return result.lines();
    }
}
