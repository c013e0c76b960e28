package dev.fermata.benchmarks.transform;

import dev.fermata.transform.ClassSource;
import dev.fermata.transform.DirectoryTransformer;
import dev.fermata.transform.TransformResult;
import dev.fermata.transform.Transformer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * W11: what the transformer costs those classes that it leaves alone.
 *
 * <p>{@code rate}: MB/s over all classes of the JDK, in memory, on one thread. {@code perclass}: the microseconds of one of
 * these. {@code startup}: the start of an application of many classes with the agent, by CPU time, in units of that without it.
 * {@code plugin}: the seconds that the Maven plugin's part takes over the same classes.
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
        figures.put("startup", startup(home, jar, agent(home), quick ? QUICK_STARTS : STARTS));
        figures.put("plugin", plugin(home.resolve("target/large/classes"), jar));
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

    /** The best start with the agent, by CPU time, over the best without, taken in turns. */
    private static double startup(Path home, Path jar, Path agent, int starts) throws Exception {
        double plain = Double.MAX_VALUE;
        double withAgent = Double.MAX_VALUE;
        for (int i = 0; i < starts; i++) {
            plain = Math.min(plain, start(home, jar, List.of()));
            withAgent = Math.min(withAgent, start(home, jar, List.of("-javaagent:" + agent)));
        }
        System.err.println("  start without the agent " + plain / 1e9 + " s, with it " + withAgent / 1e9 + " s");
        return withAgent / plain;
    }

    private static double start(Path home, Path jar, List<String> flags) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms512m", "-Xmx512m"));
        command.addAll(flags);
        String classPath = jar + File.pathSeparator + home.resolve("target/classes");
        command.addAll(List.of("-cp", classPath, LargeMain.class.getName(), Integer.toString(CLASSES)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the application failed");
        }
        return Double.parseDouble(printed.strip());
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
            long start = System.nanoTime();
            var report = new DirectoryTransformer(new Transformer(), ClassSource.NONE).transform(List.of(classes));
            if (!report.errors().isEmpty()) {
                throw new IllegalStateException(report.errors().toString());
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        return best / 1e9;
    }
}
