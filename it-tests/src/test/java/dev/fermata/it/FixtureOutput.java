package dev.fermata.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one process printed about the fixtures: for each fixture, for each pattern of its awaits, the trace.
 *
 * @param traces by name of the fixture, then by pattern
 */
record FixtureOutput(Map<String, Map<String, List<String>>> traces) {

    /**
     * Runs all fixtures of {@code classes} in one process. Should that die, a new one goes on after the fixture that
     * killed it, so that one broken fixture costs no more than itself.
     */
    static FixtureOutput of(String name, Path jdk, List<String> options, List<Path> classPath, List<String> classes) {
        var output = new FixtureOutput(new LinkedHashMap<>());
        for (int attempt = 1; attempt <= 20; attempt++) {
            List<String> arguments = new ArrayList<>(classes);
            output.traces.keySet().forEach(done -> arguments.add("-" + done));
            int before = output.traces.size();
            ForkedJvm.Result result = ForkedJvm.run(
                    ForkedJvm.java(jdk, options, classPath, "dev.fermata.fixtures.run.Runner", arguments), name);
            output.add(result.lines());
            if (result.status() == 0) {
                return output;
            }
            if (output.traces.size() == before) {
                throw new AssertionError(name + " ended with status " + result.status() + ":\n" + result.errors());
            }
        }
        return output;
    }

    /** Takes apart what the fixtures' runner printed. */
    static FixtureOutput read(List<String> lines) {
        var output = new FixtureOutput(new LinkedHashMap<>());
        output.add(lines);
        return output;
    }

    private void add(List<String> lines) {
        Map<String, List<String>> patterns = new LinkedHashMap<>();
        List<String> trace = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("== ")) {
                patterns = new LinkedHashMap<>();
                trace = new ArrayList<>();
                traces.put(line.substring(3), patterns);
                patterns.put("", trace);
            } else if (line.startsWith("-- ")) {
                trace = new ArrayList<>();
                patterns.put(line.substring(3), trace);
            } else {
                trace.add(line.strip());
            }
        }
    }
}
