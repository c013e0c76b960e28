package dev.fermata.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the fixtures printed, by the way in which they were compiled.
 *
 * @param outputs what was printed
 * @param millis how long that took
 */
record MatrixOutput(Map<String, FixtureOutput> outputs, Map<String, Long> millis) {

    /**
     * What to run in one way to compile.
     *
     * @param id its name
     * @param jdk what it runs on
     * @param arguments of the fixtures' runner
     */
    record Job(String id, Path jdk, List<Path> classPath, List<String> arguments) {

        String line() {
            List<String> words = new ArrayList<>(List.of(id, ForkedJvm.classPath(classPath)));
            words.addAll(arguments);
            return String.join("\t", words);
        }
    }

    /** Runs all jobs, with one process for each JDK. */
    static MatrixOutput of(List<Job> jobs) {
        var output = new MatrixOutput(new TreeMap<>(), new TreeMap<>());
        Map<Path, List<Job>> byJdk =
                jobs.stream().collect(Collectors.groupingBy(Job::jdk, LinkedHashMap::new, Collectors.toList()));
        List<ForkedJvm.Result> results = byJdk.entrySet().stream()
                .parallel()
                .map(entry -> MatrixSources.runWithList(
                        entry.getKey(),
                        MatrixRunner.class,
                        entry.getValue().stream().map(Job::line).toList(),
                        "matrix/run-" + ForkedJvm.feature(entry.getKey())))
                .toList();
        for (ForkedJvm.Result result : results) {
            output.read(result.lines());
            if (result.status() != 0) {
                throw new AssertionError("the run after " + output.outputs.keySet() + " ended with status "
                        + result.status() + ":\n" + result.errors() + last(result.lines()));
            }
        }
        return output;
    }

    FixtureOutput of(String id) {
        return outputs.getOrDefault(id, FixtureOutput.read(List.of()));
    }

    double seconds(String id) {
        return millis.getOrDefault(id, 0L) / 1_000d;
    }

    private void read(List<String> lines) {
        List<String> current = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("## ")) {
                String[] words = line.split(" ");
                outputs.put(words[1], FixtureOutput.read(current));
                millis.put(words[1], Long.parseLong(words[2]));
                current = new ArrayList<>();
            } else {
                current.add(line);
            }
        }
    }

    private static String last(List<String> lines) {
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }
}
