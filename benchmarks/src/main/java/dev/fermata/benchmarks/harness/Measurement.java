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
        Map<String, Figures> best = workload.batch() > 0 ? timed(workload) : gauged(workload);
        if (options.only().isEmpty() || options.only().contains("asyncio")) {
            python.measure(workload.id(), options.quick()).ifPresent(figures -> best.put("asyncio", figures));
        }
        return best;
    }

    private Map<String, Figures> timed(Workload workload) throws IOException, InterruptedException {
        Map<String, Figures> best = new LinkedHashMap<>();
        for (int i = 0; i < (options.quick() ? 1 : FULL_FORKS); i++) {
            fork(workload, options.only()).forEach((name, figures) -> best.merge(name, figures, Measurement::better));
        }
        return best;
    }

    /** Each implementation in a JVM of its own: what one leaves in the heap is not to count for the next. */
    private Map<String, Figures> gauged(Workload workload) throws IOException, InterruptedException {
        Map<String, Figures> results = new LinkedHashMap<>();
        for (Implementation implementation : workload.implementations()) {
            if (options.only().isEmpty() || options.only().contains(implementation.name())) {
                results.putAll(fork(workload, List.of(implementation.name())));
            }
        }
        return results;
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

    private Map<String, Figures> fork(Workload workload, List<String> implementations)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(workload.id()));
        arguments.add(Integer.toString(options.quick() ? QUICK_MILLIS : FULL_MILLIS));
        arguments.add(options.quick() ? "quick" : "full");
        arguments.addAll(implementations);
        return java(workload.jvmFlags(), Worker.class, arguments);
    }

    /** What {@link Scale} measures. */
    Map<String, Figures> scale() throws IOException, InterruptedException {
        List<String> flags = List.of("-Xms3g", "-Xmx3g");
        return java(flags, Scale.class, options.quick() ? List.of("10000") : List.of());
    }

    private Map<String, Figures> java(List<String> flags, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        if (Runtime.version().feature() >= 21) {
            command.add("-Djdk.virtualThreadScheduler.parallelism=1");
            command.add("-Djdk.virtualThreadScheduler.maxPoolSize=1");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "-Dfermata.benchmarks.home=" + home));
        command.add(main.getName());
        command.addAll(arguments);

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
            throw new IOException(String.join(" ", command) + " ended with " + exit + "; see " + log);
        }
        return results;
    }
}
