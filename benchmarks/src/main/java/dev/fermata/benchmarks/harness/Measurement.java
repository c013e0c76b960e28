package dev.fermata.benchmarks.harness;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures workloads, each in JVMs of its own, with the JDK that this runs on. */
final class Measurement {

    private static final int QUICK_MILLIS = 900;
    private static final int FULL_MILLIS = 4000;
    private static final int FULL_FORKS = 3;

    private final Options options;
    private final Path home;
    private final Peer python;

    /** {@code home} is the directory of this module. */
    Measurement(Options options, Path home) {
        this.options = options;
        this.home = home;
        this.python = Peer.python(home);
    }

    /** The figures of {@code workload} by implementation; of several JVMs the best. */
    Map<String, Figures> of(Workload workload) throws IOException, InterruptedException {
        Map<String, Figures> best = new LinkedHashMap<>();
        boolean timed = workload.batch() > 0;
        for (int i = 0; i < (options.quick() || !timed ? 1 : FULL_FORKS); i++) {
            fork(workload).forEach((name, figures) -> best.merge(name, figures, Measurement::better));
        }
        if (options.only().isEmpty() || options.only().contains("asyncio")) {
            python.measure(workload.id(), options.quick()).ifPresent(figures -> best.put("asyncio", figures));
        }
        return best;
    }

    /** The lower of each figure. */
    static Figures better(Figures first, Figures second) {
        if (first.values().isEmpty()) {
            return second;
        }
        Map<String, Double> values = new TreeMap<>(first.values());
        second.values().forEach((name, value) -> values.merge(name, value, Math::min));
        return Figures.of(values);
    }

    private Map<String, Figures> fork(Workload workload) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(workload.jvmFlags());
        if (Runtime.version().feature() >= 21) {
            command.add("-Djdk.virtualThreadScheduler.parallelism=1");
            command.add("-Djdk.virtualThreadScheduler.maxPoolSize=1");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "-Dfermata.benchmarks.home=" + home));
        command.addAll(List.of(Worker.class.getName(), workload.id()));
        command.add(Integer.toString(options.quick() ? QUICK_MILLIS : FULL_MILLIS));
        command.add(options.quick() ? "quick" : "full");
        command.addAll(options.only());

        File log = home.resolve("target/run.log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
        Map<String, Figures> results = new LinkedHashMap<>();
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(line -> Figures.parse(line, results));
        }
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(workload.id() + ": the measuring JVM ended with " + exit + "; see " + log);
        }
        return results;
    }
}
