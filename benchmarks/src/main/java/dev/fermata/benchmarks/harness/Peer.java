package dev.fermata.benchmarks.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Python's asyncio, for the record, where there is a {@code python3}. */
final class Peer {

    private final Path interpreter;
    private final Path script;

    private Peer(Path interpreter, Path script) {
        this.interpreter = interpreter;
        this.script = script;
    }

    static Peer python(Path home) {
        Path found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "python3"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        return new Peer(found, home.resolve("src/main/python/workloads.py"));
    }

    /** The figures of {@code workload}; empty if there is no interpreter or the script does not know the workload. */
    Optional<Figures> measure(String workload, boolean quick) throws IOException, InterruptedException {
        if (interpreter == null || !Files.exists(script)) {
            return Optional.empty();
        }
        Process process = new ProcessBuilder(
                        List.of(interpreter.toString(), script.toString(), workload, quick ? "quick" : "full"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<String, Figures> results = new LinkedHashMap<>();
        try (var output = process.inputReader()) {
            output.lines().forEach(line -> Figures.parse(line, results));
        }
        process.waitFor();
        return Optional.ofNullable(results.get("asyncio"));
    }
}
