package dev.fermata.benchmarks.harness;

import dev.fermata.benchmarks.Catalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures, prints a line for each workload, and compares with the targets. The script {@code run} starts it. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(System.getProperty("fermata.benchmarks.home", "."));
        Options options;
        List<Workload> workloads;
        try {
            options = Options.parse(arguments);
            workloads = options.chosen(Catalogue.workloads());
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks/run: " + e.getMessage());
            System.exit(2);
            return;
        }
        if (options.scale()) {
            scale(options, home);
            return;
        }
        List<Result> results = measure(options, workloads, home);
        if (options.json() != null) {
            Files.writeString(options.json(), Json.of(System.getProperty("java.runtime.version"), results));
        }
        if (options.report()) {
            new Report(home.resolveSibling("docs")).write(results);
        }
        List<String> missed = results.stream()
                .filter(result -> !result.passesCheck())
                .map(Result::workload)
                .toList();
        if (options.check() && !missed.isEmpty()) {
            System.err.println("benchmarks/run: missed: " + String.join(" ", missed));
            System.exit(1);
        }
    }

    private static void scale(Options options, Path home) throws Exception {
        System.err.println("measuring how costs grow (some minutes) ...");
        Map<String, Figures> series = new Measurement(options, home).scale();
        System.out.print(ScaleReport.table(series));
        Path plot = home.resolve("target/scale.svg");
        Files.writeString(plot, ScaleReport.plot(series));
        System.out.println(plot);
        if (options.report()) {
            new Report(home.resolveSibling("docs")).writeScale(Files.readString(plot));
        }
    }

    private static List<Result> measure(Options options, List<Workload> workloads, Path home) throws Exception {
        Targets targets = Targets.load();
        Measurement measurement = new Measurement(options, home);
        List<Result> results = new ArrayList<>();
        for (Workload workload : workloads) {
            System.err.printf("measuring %s (%d of %d) ...%n", workload.id(), results.size() + 1, workloads.size());
            Result result = new Result(workload.id(), measurement.of(workload), targets.of(workload.id()));
            results.add(result);
            System.out.println(result.toLine());
        }
        return results;
    }
}
