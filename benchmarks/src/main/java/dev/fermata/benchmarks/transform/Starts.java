package dev.fermata.benchmarks.transform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts applications, each of which prints the CPU time that it has taken, with agents and without, in turns. */
final class Starts {

    private final Path agent;
    private final Path idleAgent;
    private final int rounds;

    Starts(Path agent, Path idleAgent, int rounds) {
        this.agent = agent;
        this.idleAgent = idleAgent;
        this.rounds = rounds;
    }

    /**
     * The best start with Fermata's agent, by CPU time, over the best without one, as {@code name}; that with an agent that
     * does nothing as {@code name} with {@code limit} behind it.
     */
    Map<String, Double> measure(String name, String classPath, String... program) throws Exception {
        double plain = Double.MAX_VALUE;
        double with = Double.MAX_VALUE;
        double idle = Double.MAX_VALUE;
        for (int i = 0; i < rounds; i++) {
            plain = Math.min(plain, start(List.of(), classPath, program));
            with = Math.min(with, start(List.of("-javaagent:" + agent), classPath, program));
            idle = Math.min(idle, start(List.of("-javaagent:" + idleAgent), classPath, program));
        }
        System.err.printf(
                "  %s: without an agent %.3f s, with ours %.3f s, with one that does nothing %.3f s%n",
                name, plain / 1e9, with / 1e9, idle / 1e9);
        return Map.of(name, with / plain, name + "limit", idle / plain);
    }

    private static double start(List<String> flags, String classPath, String... program) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms512m", "-Xmx512m"));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath));
        command.addAll(List.of(program));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the application failed");
        }
        return Double.parseDouble(printed.strip());
    }
}
