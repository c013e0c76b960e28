package dev.fermata.benchmarks.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The targets of all workloads; the table is {@code targets.txt}. */
final class Targets {

    private final Map<String, Target> byWorkload = new LinkedHashMap<>();

    private Targets() {}

    static Targets load() {
        try (InputStream table = Objects.requireNonNull(Targets.class.getResourceAsStream("targets.txt"))) {
            return parse(new String(table.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Targets parse(String table) {
        Targets targets = new Targets();
        table.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    String[] parts = line.split("\\s+", 2);
                    targets.byWorkload.put(parts[0], Target.parse(parts[1]));
                });
        return targets;
    }

    /** The target of {@code workload}, or {@link Target#NONE}. */
    Target of(String workload) {
        return byWorkload.getOrDefault(workload, Target.NONE);
    }

    /** The workloads that have a target. */
    java.util.Set<String> workloads() {
        return byWorkload.keySet();
    }
}
