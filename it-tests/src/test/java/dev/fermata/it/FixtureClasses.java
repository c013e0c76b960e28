package dev.fermata.it;

import dev.fermata.Async;
import dev.fermata.transform.ClassPath;
import dev.fermata.transform.ClassSource;
import dev.fermata.transform.DirectoryReport;
import dev.fermata.transform.DirectoryTransformer;
import dev.fermata.transform.Transformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;

/** Compiles the fixtures, and transforms them, into directories below {@code target/fixtures}. */
final class FixtureClasses {

    static final Path TARGET = Path.of("target", "fixtures");

    private static final Path KOTLIN = Path.of("target", "kotlin", "jars");

    private FixtureClasses() {}

    /** The classes of the real runtime. */
    static Path runtime() {
        return location(Async.class);
    }

    /** Compiles {@code sources} into {@code target/fixtures/NAME} with the javac of {@code jdk}. */
    static Path javac(Path jdk, int release, List<Path> sources, String name, List<Path> classPath, String debug) {
        List<Path> withRuntime = new ArrayList<>(classPath);
        withRuntime.add(runtime());
        return javacAlone(jdk, release, sources, name, withRuntime, debug);
    }

    /** As {@link #javac}, with nothing on the class path but {@code classPath}. */
    static Path javacAlone(Path jdk, int release, List<Path> sources, String name, List<Path> classPath, String debug) {
        List<String> javac = List.of(jdk.resolve("bin/javac").toString(), "-Xlint:none", "-proc:none");
        return compile(javac, release, sources, name, classPath, debug);
    }

    /** Compiles {@code sources} into {@code target/fixtures/NAME} with Eclipse's compiler. */
    static Path ecj(int release, List<Path> sources, String name) {
        List<String> ecj = List.of(
                ForkedJvm.jdk().resolve("bin/java").toString(),
                "-cp",
                location(BatchCompiler.class).toString(),
                "org.eclipse.jdt.internal.compiler.batch.Main",
                "-nowarn",
                "-proc:none");
        return compile(ecj, release, sources, name, List.of(runtime()), "-g");
    }

    /**
     * Compiles the Kotlin files in {@code sources} into {@code target/fixtures/NAME}.
     *
     * @param options for the release, and others
     */
    static Path kotlinc(Path sources, String name, List<Path> classPath, String... options) {
        Path output = freshDirectory(name);
        List<String> command = new ArrayList<>(List.of(
                ForkedJvm.jdk().resolve("bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                ForkedJvm.classPath(files(KOTLIN, ".jar")),
                "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                "-no-stdlib",
                "-no-reflect",
                "-java-parameters"));
        command.addAll(List.of(options));
        List<Path> all = new ArrayList<>(classPath);
        all.addAll(List.of(runtime(), kotlinLibrary()));
        command.addAll(List.of("-d", output.toString(), "-cp", ForkedJvm.classPath(all), sources.toString()));
        run(command, name);
        return output;
    }

    /** What every program in Kotlin needs. */
    static Path kotlinLibrary() {
        return KOTLIN.resolve("kotlin-stdlib.jar");
    }

    private static Path compile(
            List<String> compiler, int release, List<Path> sources, String name, List<Path> classPath, String debug) {
        Path output = freshDirectory(name);
        List<String> command = new ArrayList<>(compiler);
        command.addAll(List.of("--release", Integer.toString(release), debug, "-parameters", "-encoding", "UTF-8"));
        command.addAll(List.of("-d", output.toString(), "-cp", ForkedJvm.classPath(classPath)));
        sources.forEach(file -> command.add(file.toString()));
        run(command, name);
        return output;
    }

    private static void run(List<String> compiler, String name) {
        ForkedJvm.Result result = ForkedJvm.run(compiler, name + "-compiler");
        if (result.status() != 0) {
            throw new AssertionError("cannot compile " + name + ":\n" + result.errors());
        }
    }

    /** Copies {@code classes} to {@code target/fixtures/NAME} and transforms them there. */
    static Path transform(Path classes, String name) {
        return transform(classes, name, others -> others);
    }

    /** As {@link #transform(Path, String)}, with a look at no more of other classes than {@code view} lets through. */
    static Path transform(Path classes, String name, UnaryOperator<ClassSource> view) {
        Path output = copy(classes, name);
        DirectoryReport report = transformInPlace(output, view);
        if (!report.errors().isEmpty()) {
            throw new AssertionError("cannot transform the fixtures: " + report.errors());
        }
        return output;
    }

    /** Copies {@code classes} to {@code target/fixtures/NAME}, made to look as if they were compiled for Java 8. */
    static Path disguiseAsJava8(Path classes, String name) {
        return copy(classes, name, bytes -> {
            bytes[7] = 52; // the major version, JVMS 4.1
            return bytes;
        });
    }

    /** Copies {@code classes} to {@code target/fixtures/NAME}. */
    static Path copy(Path classes, String name) {
        return copy(classes, name, bytes -> bytes);
    }

    private static Path copy(Path classes, String name, UnaryOperator<byte[]> change) {
        Path output = freshDirectory(name);
        try (FileSystem jar = Files.isDirectory(classes) ? null : FileSystems.newFileSystem(classes)) {
            Path root = jar == null ? classes : jar.getPath("/");
            for (Path file : files(root, ".class")) {
                Path target = output.resolve(root.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.write(target, change.apply(Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return output;
    }

    static DirectoryReport transformInPlace(Path classes) {
        return transformInPlace(classes, others -> others);
    }

    private static DirectoryReport transformInPlace(Path classes, UnaryOperator<ClassSource> view) {
        try (ClassPath others = ClassPath.of(List.of(classes, runtime()))) {
            return new DirectoryTransformer(new Transformer(), view.apply(others)).transform(List.of(classes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files below {@code directory} whose names end in {@code suffix}, in order. */
    static List<Path> files(Path directory, String suffix) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the directory {@code target/fixtures/NAME}, with nothing in it. */
    static Path freshDirectory(String name) {
        Path directory = TARGET.resolve(name);
        try {
            if (Files.exists(directory)) {
                try (Stream<Path> old = Files.walk(directory)) {
                    for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar or directory that {@code type} comes from. */
    static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
