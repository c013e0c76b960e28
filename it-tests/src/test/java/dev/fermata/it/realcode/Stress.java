package dev.fermata.it.realcode;

import dev.fermata.Fermata;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the tests of one library, asyncified with one seed, on one JDK. */
final class Stress {

    private static final List<String> OPTIONS = List.of(
            "-Xss16m", // each bridge on the stack is many frames
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:-DontCompileHugeMethods",
            "-Dfile.encoding=UTF-8",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/java.time.chrono=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED");

    private final Library library;
    private final Path jdk;
    private final long seed;
    private final Extent extent;
    private final Path directory;
    private final Path classes;
    private Counts counts = Counts.NONE;
    private long suspensions;

    Stress(Library library, Path jdk, long seed, Extent extent) throws IOException {
        this.library = library;
        this.jdk = jdk;
        this.seed = seed;
        this.extent = extent;
        this.directory =
                Files.createDirectories(Path.of("target/realcode", library + "-" + seed + "-" + jdk.getFileName()));
        this.classes = directory.resolve("classes");
    }

    Report run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        counts = AsyncJar.write(library.jar(), seed, classes);
        List<String> refused = loadAll();
        String[] selection = extent.selection(library, seed).toArray(String[]::new);
        boolean full = extent == Extent.FULL;
        Map<String, String> async = tests("async", true, selection);
        Set<String> failed = idsOf(async, false);
        Map<String, String> plain =
                full ? tests("plain", false, selection) : failed.isEmpty() ? Map.of() : tests("plain", false, failed);
        Set<String> broken = broken(async, plain);
        if (!broken.isEmpty()) {
            // Some tests of other people depend on time: twice is no coincidence.
            broken.retainAll(broken(tests("again", true, broken), plain));
        }
        Map<String, String> failures = new LinkedHashMap<>();
        broken.forEach(id -> failures.put(id, async.getOrDefault(id, "did not run")));
        Set<String> passed = idsOf(async, true);
        passed.removeAll(full ? idsOf(plain, false) : Set.of());
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        return new Report(
                library, jdk, seed, counts, suspensions, refused, async.size(), passed.size(), failures, seconds);
    }

    /** What passes plainly must pass. */
    private Set<String> broken(Map<String, String> async, Map<String, String> plain) {
        Set<String> broken = idsOf(plain, true);
        broken.removeAll(idsOf(async, true));
        return broken;
    }

    private static Set<String> idsOf(Map<String, String> results, boolean successful) {
        return results.keySet().stream()
                .filter(id -> results.get(id).startsWith("SUCCESSFUL") == successful)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> loadAll() throws IOException, InterruptedException {
        Path out = java("load", true, LoadAll.class, List.of(classes.toString()));
        try (Stream<String> lines = Files.lines(out)) {
            return lines.filter(line -> line.startsWith("REFUSED ")).toList();
        }
    }

    private Map<String, String> tests(String run, boolean async, Collection<String> ids)
            throws IOException, InterruptedException {
        Path file = Files.write(directory.resolve(run + ".ids"), ids);
        return tests(run, async, "ids", file.toString());
    }

    /** Status and failure by unique id. */
    private Map<String, String> tests(String run, boolean async, String... selection)
            throws IOException, InterruptedException {
        Path file = directory.resolve(run + ".results");
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(Arrays.asList(selection));
        java(run, async, TestRun.class, arguments);
        Map<String, String> results = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.map(line -> line.split("\t", -1)).forEach(line -> {
                if (line.length == 3) {
                    results.put(line[1], line[0] + " " + line[2]);
                } else {
                    suspensions += Long.parseLong(line[1]);
                }
            });
        }
        return results;
    }

    /** Returns the file with what was printed. */
    private Path java(String run, boolean async, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        Path out = directory.resolve(run + ".out");
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        command.addAll(OPTIONS);
        command.addAll(List.of("-Drealcode.seed=" + seed, "-cp", classPath(async), main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(extent == Extent.FULL ? 60 : 10, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("a run ended with status " + process.exitValue() + ", see " + out);
        }
        return out;
    }

    private String classPath(boolean async) {
        Stream<Path> entries = Stream.of(
                        async ? Stream.of(classes) : Stream.<Path>of(),
                        library.classPath().stream(),
                        Stream.of(homeOf(TestRun.class), homeOf(Fermata.class)),
                        junit())
                .flatMap(part -> part);
        return entries.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path homeOf(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static Stream<Path> junit() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(jar ->
                        jar.getFileName().toString().matches("(junit-|opentest4j|apiguardian|jspecify).*\\.jar"));
    }
}
