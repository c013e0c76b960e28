package dev.fermata.benchmarks.harness;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param quick a short run, for all workloads at most eight minutes
 * @param check fail if a target is missed
 * @param json the file to write the figures to, or null
 * @param report write {@code docs/benchmarks.md}
 * @param scale measure how costs grow with tasks and depth, in place of the workloads
 * @param only the implementations to measure; empty for all
 * @param workloads the workloads to measure; empty for all
 */
record Options(
        boolean quick,
        boolean check,
        Path json,
        boolean report,
        boolean scale,
        List<String> only,
        List<String> workloads) {

    static Options parse(String... arguments) {
        boolean quick = false;
        boolean check = false;
        boolean report = false;
        boolean scale = false;
        Path json = null;
        List<String> only = new ArrayList<>();
        List<String> workloads = new ArrayList<>();
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        while (!left.isEmpty()) {
            String argument = left.remove();
            switch (argument) {
                case "--quick" -> quick = true;
                case "--check" -> check = true;
                case "--report" -> report = true;
                case "--scale" -> scale = true;
                case "--json" -> json = Path.of(value(argument, left));
                case "--only" -> only.addAll(List.of(value(argument, left).split(",")));
                default -> {
                    if (argument.startsWith("-")) {
                        throw new IllegalArgumentException("unknown option " + argument);
                    }
                    workloads.add(argument);
                }
            }
        }
        return new Options(quick, check, json, report, scale, only, workloads);
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return left.remove();
    }

    /** The workloads of {@code all} that were asked for. */
    List<Workload> chosen(List<Workload> all) {
        for (String asked : workloads) {
            if (all.stream().noneMatch(workload -> workload.answersTo(asked))) {
                throw new IllegalArgumentException("unknown workload " + asked + "; there are "
                        + String.join(" ", all.stream().map(Workload::id).toList()));
            }
        }
        return all.stream()
                .filter(workload -> workloads.isEmpty() || workloads.stream().anyMatch(workload::answersTo))
                .toList();
    }
}
