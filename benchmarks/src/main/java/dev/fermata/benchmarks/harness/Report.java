package dev.fermata.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Writes {@code docs/benchmarks.md} and its charts. */
final class Report {

    private static final String PLOT = "scale.svg";
    private static final String GROWTH = """
            ## How costs grow

            What a switch costs (W4) with 1 to 1,000,000 tasks, and a suspension (W3a) below 1 to 1,000,000 calls, by
            `benchmarks/run --scale --report`. Very many tasks are old to the garbage collector, and G1 takes note of
            references between its regions whenever one is stored: with `-XX:+UseSerialGC` the lines stay level.

            ![costs over the number of tasks and the depth](benchmarks/scale.svg)
            """;

    private static final int ROW = 20;
    private static final int LEFT = 150;
    private static final int WIDTH = 720;
    private static final int LONGEST_BAR = 460;

    private final Path docs;
    private final String jdk = System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");

    Report(Path docs) {
        this.docs = docs;
    }

    void write(List<Result> results) throws IOException {
        Path charts = Files.createDirectories(docs.resolve("benchmarks"));
        StringBuilder page = new StringBuilder("# Benchmarks\n\n");
        page.append("Measured on ")
                .append(LocalDate.now())
                .append(", ")
                .append(machine())
                .append(", ")
                .append(jdk);
        page.append(", by `benchmarks/run --report`.\n");
        page.append(
                "Only the ratios mean anything: all implementations of a workload took turns in one JVM. *Limit* is a\n");
        page.append(
                "hand-written state machine on a core that can do nothing else; *careful* is written by hand, too, on one that\n");
        page.append(
                "does what a loop has to do. Lower is better, except MB/s. *Behind* are targets that proved impossible;\n");
        page.append("[performance.md](performance.md) shows why, and what was reached.\n\n");
        page.append("| | ours | careful | limit | ratio | target | |\n|---|---|---|---|---|---|---|\n");
        for (Result result : results) {
            page.append(row(result));
        }
        page.append('\n');
        for (Result result : results) {
            if (result.figures().size() > 1) {
                String name = result.workload() + ".svg";
                Files.writeString(charts.resolve(name), chart(result));
                page.append(String.format("![%s](benchmarks/%s)%n%n", Titles.of(result.workload()), name));
            }
        }
        if (Files.exists(charts.resolve(PLOT))) {
            page.append(GROWTH);
        }
        Files.writeString(page(), page.toString().stripTrailing() + "\n");
    }

    private Path page() {
        return docs.resolve("benchmarks.md");
    }

    /** Writes the plot of how costs grow, and adds it to the page unless it is there. */
    void writeScale(String plot) throws IOException {
        Path charts = Files.createDirectories(docs.resolve("benchmarks"));
        Files.writeString(charts.resolve(PLOT), plot);
        String text = Files.exists(page()) ? Files.readString(page()) : "# Benchmarks\n";
        if (!text.contains(PLOT)) {
            Files.writeString(page(), text + "\n" + GROWTH);
        }
    }

    private static String row(Result result) {
        List<Bound> bounds = result.target().telling(result.figures());
        String ratio = "";
        String target = "";
        if (!bounds.isEmpty()) {
            Bound main = bounds.get(0);
            ratio = main.reference().isEmpty()
                    ? ""
                    : Result.number(main.ratio(result.figures())) + " × " + main.reference();
            target = String.join(", ", bounds.stream().map(Bound::toString).toList());
        }
        return String.format(
                "| %s: %s | %s | %s | %s | %s | %s | %s |%n",
                result.workload(),
                Titles.of(result.workload()),
                figures(result, Implementation.OURS),
                figures(result, "careful"),
                figures(result, "limit"),
                ratio,
                target.replace("<=", "≤").replace(">=", "≥"),
                result.verdict());
    }

    private static String figures(Result result, String implementation) {
        Figures figures = result.figures().get(implementation);
        return figures == null ? "" : Result.full(figures);
    }

    /** Horizontal bars, ours first; a bar that would be too long is cut off, and its figure tells. */
    static String chart(Result result) {
        List<Map.Entry<String, Double>> bars = result.figures().entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), Result.main(entry.getValue(), result.target())))
                .filter(entry -> Double.isFinite(entry.getValue()))
                .toList();
        double ours = result.figures().containsKey(Implementation.OURS) && !bars.isEmpty()
                ? bars.get(0).getValue()
                : 1;
        double longest = bars.stream().mapToDouble(Map.Entry::getValue).max().orElse(1);
        double scale = LONGEST_BAR / Math.max(1e-9, Math.min(longest, 20 * Math.max(ours, 1e-3)));
        Svg svg = new Svg(WIDTH, 40 + ROW * bars.size());
        svg.title(10, 20, result.workload() + ": " + Titles.of(result.workload()));
        double y = 34;
        for (var bar : bars) {
            double length = Math.min(LONGEST_BAR, bar.getValue() * scale);
            svg.text(LEFT - 8, y + 12, "end", bar.getKey());
            svg.bar(LEFT, y, Math.max(1, length), ROW - 4, style(bar.getKey()));
            svg.text(LEFT + length + 6, y + 12, "start", Result.number(bar.getValue()) + Result.unit(result.target()));
            y += ROW;
        }
        return svg.toString();
    }

    private static String style(String name) {
        return switch (name) {
            case Implementation.OURS -> "ours";
            case "limit", "lazy", "reused", "careful", "plain" -> "limit";
            default -> "peer";
        };
    }

    private static String machine() {
        String model = System.getProperty("os.arch");
        try {
            model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(model);
        } catch (IOException e) {
            // Not Linux: the architecture has to do.
        }
        return model + ", " + Runtime.getRuntime().availableProcessors() + " cores";
    }
}
