package dev.fermata.benchmarks.transform;

import dev.fermata.transform.ClassSource;
import dev.fermata.transform.DirectoryReport;
import dev.fermata.transform.DirectoryTransformer;
import dev.fermata.transform.TransformResult;
import dev.fermata.transform.Transformer;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * W11: what the transformer costs those classes that it leaves alone.
 *
 * <p>{@code rate}: MB/s over all classes of the JDK, in memory, on one thread. {@code perclass}: the microseconds of one of
 * these. {@code startup}: the start of an application of many classes with the agent, by CPU time, in units of that without it;
 * {@code startuplimit}: with an agent that does nothing. {@code plugin}: the milliseconds that the Maven plugin's part takes over
 * the same classes. {@code spring}, {@code springlimit}, {@code springplugin}: the same of an application on Spring Boot.
 */
public final class TransformerGauge {

    private static final int QUICK_STARTS = 3;
    private static final int STARTS = 10;
    private static final int CLASSES = 20_000;

    private TransformerGauge() {}

    public static Map<String, Double> measure(boolean quick) throws Exception {
        Path home = Path.of(System.getProperty("fermata.benchmarks.home"));
        Path jar = LargeApplication.jar(home.resolve("target/large"), CLASSES);
        Map<String, Double> figures = new TreeMap<>(scan(quick));
        Starts starts = new Starts(agent(home), agentDoingNothing(home), quick ? QUICK_STARTS : STARTS);
        String largeClassPath = jar + File.pathSeparator + home.resolve("target/classes");
        figures.putAll(starts.measure("startup", largeClassPath, LargeMain.class.getName(), Integer.toString(CLASSES)));
        Path spring = home.resolve("spring/target");
        String springClassPath = spring.resolve("classes") + File.pathSeparator + spring.resolve("lib/*");
        figures.putAll(starts.measure("spring", springClassPath, "dev.fermata.benchmarks.spring.SpringMain"));
        figures.put("plugin", plugin(home.resolve("target/large/classes"), jar));
        figures.put("springplugin", springPlugin(spring));
        return figures;
    }

    private static Map<String, Double> scan(boolean quick) throws IOException {
        List<byte[]> classes = classesOfTheJdk();
        long bytes = classes.stream().mapToLong(each -> each.length).sum();
        Transformer transformer = new Transformer();
        double best = Double.MAX_VALUE;
        for (int i = 0; i < (quick ? 20 : 60); i++) {
            long start = System.nanoTime();
            for (byte[] each : classes) {
                if (!(transformer.transform(each) instanceof TransformResult.Unchanged)) {
                    throw new IllegalStateException("a class of the JDK was changed");
                }
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        return Map.of("rate", bytes / best * 1e3, "perclass", best / classes.size() / 1e3);
    }

    private static List<byte[]> classesOfTheJdk() throws IOException {
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base");
        try (Stream<Path> files = Files.walk(base)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .map(TransformerGauge::read)
                    .toList();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path agent(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolveSibling("javaagent").resolve("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("fermata-javaagent-.*\\.jar"))
                    .filter(file -> !file.getFileName().toString().matches(".*-(sources|javadoc|tests)\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the agent is not built"));
        }
    }

    private static Path agentDoingNothing(Path home) throws IOException {
        Path jar = home.resolve("target/large/idle-agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", IdleAgent.class.getName());
        String file = IdleAgent.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out, manifest)) {
            zip.putNextEntry(new JarEntry(file));
            Files.copy(home.resolve("target/classes").resolve(file), zip);
            zip.closeEntry();
        }
        return jar;
    }

    /** Over a copy of the application's own classes, as javac made them. */
    private static double springPlugin(Path spring) throws IOException {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            Path copy = Files.createTempDirectory(spring, "classes");
            try (Stream<Path> files = Files.walk(spring.resolve("classes"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
            best = Math.min(best, transform(copy, report -> report.transformed().size() == 1));
        }
        return best;
    }

    /** The milliseconds that it takes to transform {@code classes}, with a report that is as {@code expected}. */
    private static double transform(Path classes, Predicate<DirectoryReport> expected) throws IOException {
        long start = System.nanoTime();
        DirectoryReport report =
                new DirectoryTransformer(new Transformer(), ClassSource.NONE).transform(List.of(classes));
        double millis = (System.nanoTime() - start) / 1e6;
        if (!expected.test(report)) {
            throw new IllegalStateException(report.toString());
        }
        return millis;
    }

    private static double plugin(Path classes, Path jar) throws IOException {
        if (!Files.exists(classes)) {
            try (var zip = FileSystems.newFileSystem(jar)) {
                Path root = zip.getPath("large");
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.toList()) {
                        Path copy = classes.resolve("." + file.toAbsolutePath()).normalize();
                        if (Files.isDirectory(file)) {
                            Files.createDirectories(copy);
                        } else {
                            Files.copy(file, copy);
                        }
                    }
                }
            }
        }
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            best = Math.min(best, transform(classes, report -> report.errors().isEmpty()));
        }
        return best;
    }
}
