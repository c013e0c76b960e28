package dev.fermata.it.realcode;

import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.DiagnosticCode;
import dev.fermata.transform.TransformResult;
import dev.fermata.transform.Transformer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The classes of a jar, {@linkplain Asyncify asyncified} and transformed, in a directory that goes before the jar on the
 * class path. Together with the {@link Driver}, which is transformed too.
 */
final class AsyncJar {

    private final Transformer transformer = new Transformer();
    private final Path directory;
    private final long seed;
    private Counts counts = Counts.NONE;

    private AsyncJar(Path directory, long seed) {
        this.directory = directory;
        this.seed = seed;
    }

    /** Fills {@code directory}. */
    static Counts write(Path jar, long seed, Path directory) throws IOException {
        AsyncJar made = new AsyncJar(directory, seed);
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
                    made.write(name, made.asyncified(file.getInputStream(entry).readAllBytes()));
                }
            }
        }
        made.writeDriver();
        return made.counts;
    }

    private byte[] asyncified(byte[] plain) {
        Asyncify asyncify = new Asyncify(plain, seed);
        while (true) {
            byte[] async = asyncify.rewrite();
            TransformResult result = transformer.transform(async);
            if (result instanceof TransformResult.Rejected rejected) {
                tooLarge(rejected.errors()).forEach(asyncify::exclude);
            } else {
                counts = counts.plus(asyncify.counts());
                return result instanceof TransformResult.Transformed transformed ? transformed.bytes() : async;
            }
        }
    }

    private static List<String> tooLarge(List<Diagnostic> problems) {
        for (Diagnostic problem : problems) {
            if (problem.code() != DiagnosticCode.METHOD_TOO_LARGE) {
                throw new AssertionError(problem.location().className() + "."
                        + problem.location().method() + ": " + problem);
            }
        }
        return problems.stream()
                .map(problem -> problem.location().method())
                .distinct()
                .toList();
    }

    private void writeDriver() throws IOException {
        String file = Driver.class.getName().replace('.', '/') + ".class";
        try (InputStream in = Driver.class.getClassLoader().getResourceAsStream(file)) {
            TransformResult result = transformer.transform(in.readAllBytes());
            write(file, ((TransformResult.Transformed) result).bytes());
        }
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
