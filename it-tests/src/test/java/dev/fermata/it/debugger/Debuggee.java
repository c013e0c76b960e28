package dev.fermata.it.debugger;

import dev.fermata.Async;
import dev.fermata.transform.ClassSource;
import dev.fermata.transform.DirectoryReport;
import dev.fermata.transform.DirectoryTransformer;
import dev.fermata.transform.Transformer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A program to debug: one source file, compiled with all debug information and transformed.
 *
 * @param main the name of its class, which is in no package
 * @param lines the source, as the line numbers count them
 * @param classPath what a JVM needs to run it
 */
record Debuggee(String main, List<String> lines, String classPath) {

    /** Compiles and transforms {@code source} below {@code directory}. */
    static Debuggee of(String main, String source, Path directory) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Path file = Files.writeString(directory.resolve(main + ".java"), source);
        compile(file, classes);
        DirectoryReport report =
                new DirectoryTransformer(new Transformer(), ClassSource.NONE).transform(List.of(classes));
        if (!report.errors().isEmpty() || report.transformed().isEmpty()) {
            throw new AssertionError("cannot transform the program: " + report);
        }
        return new Debuggee(main, source.lines().toList(), classes + File.pathSeparator + runtime());
    }

    /** The number of the only line that contains {@code text}. */
    int line(String text) {
        List<Integer> found = IntStream.rangeClosed(1, lines.size())
                .filter(line -> lines.get(line - 1).contains(text))
                .boxed()
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("not exactly one line with " + text + ": " + found);
        }
        return found.get(0);
    }

    private static void compile(Path file, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-g", "--release", "17", "-proc:none", "-cp", runtime().toString(), "-d", classes.toString());
            if (!compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(file))
                    .call()) {
                throw new AssertionError("does not compile: " + file);
            }
        }
    }

    private static Path runtime() {
        try {
            return Path.of(Async.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
