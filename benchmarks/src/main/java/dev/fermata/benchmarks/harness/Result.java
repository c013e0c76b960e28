package dev.fermata.benchmarks.harness;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** All figures of one workload, and how they stand to the target. */
record Result(String workload, Map<String, Figures> figures, Target target) {

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("time", "ns"),
            Map.entry("bytes", "B"),
            Map.entry("cpu", "s"),
            Map.entry("p50", "ms"),
            Map.entry("p99", "ms"),
            Map.entry("rate", "MB/s"),
            Map.entry("startup", "x"),
            Map.entry("startuplimit", "x"),
            Map.entry("spring", "x"),
            Map.entry("springlimit", "x"),
            Map.entry("perclass", "us"),
            Map.entry("plugin", "ms"),
            Map.entry("springplugin", "ms"),
            Map.entry("jol", "B"));

    /**
     * {@code ok}; {@code near}, missed by no more than a measurement may err; {@code behind}, missed by no more than was found
     * to be possible; {@code MISS}; or {@code -}: no target.
     */
    String verdict() {
        if (target.equals(Target.NONE)) {
            return "-";
        }
        if (target.isBehind(figures)) {
            return "behind";
        }
        return target.isReached(figures) ? "ok" : target.isNearlyReached(figures) ? "near" : "MISS";
    }

    boolean passesCheck() {
        return target.isNearlyReached(figures) || target.isBehind(figures);
    }

    /** The line that is printed: {@code W2b ours=8.1ns/24B limit=6.5ns/24B ratio=1.25 target=1.5 kotlinx=49 ok}. */
    String toLine() {
        List<Bound> bounds = target.telling(figures);
        Set<String> compared = new LinkedHashSet<>();
        compared.add(Implementation.OURS);
        bounds.forEach(bound -> compared.add(bound.reference()));
        compared.add("plain");
        compared.add("limit");
        compared.retainAll(figures.keySet());

        StringBuilder line = new StringBuilder(workload);
        compared.forEach(name -> line.append(' ').append(name).append('=').append(full(figures.get(name))));
        for (Bound bound : bounds) {
            boolean main = bound.equals(bounds.get(0));
            if (main && !bound.reference().isEmpty()) {
                line.append(" ratio=").append(number(bound.ratio(figures)));
                line.append(" target=").append(number(bound.factor()));
            } else if (main || !bound.holds(figures)) {
                line.append(" target=").append(bound.toString().replace(" ", ""));
            }
        }
        if (target.isBehind(figures)) {
            Bound reached = target.reached().get(0);
            line.append(" reached=").append(number(reached.factor()));
            if (!reached.reference().isEmpty()) {
                line.append('x').append(reached.reference());
            }
        }
        figures.forEach((name, value) -> {
            if (!compared.contains(name)) {
                line.append(' ').append(name).append('=').append(brief(value, target));
            }
        });
        return line.append(' ').append(verdict()).toString();
    }

    static String full(Figures figures) {
        if (figures.values().isEmpty()) {
            return "n/a(" + figures.missing() + ")";
        }
        StringBuilder text = new StringBuilder();
        Set<String> names = new LinkedHashSet<>(List.of("time", "bytes"));
        names.addAll(figures.values().keySet());
        names.retainAll(figures.values().keySet());
        names.remove("median");
        for (String name : names) {
            if (text.length() > 0) {
                text.append('/');
            }
            if (!Set.of("time", "bytes", "cpu", "rate").contains(name)) {
                text.append(name).append(':');
            }
            text.append(number(figures.get(name))).append(UNITS.getOrDefault(name, ""));
        }
        return text.toString();
    }

    private static String brief(Figures figures, Target target) {
        return figures.values().isEmpty() ? "n/a(" + figures.missing() + ")" : number(main(figures, target));
    }

    /** The figure that the target is about first: time unless it says otherwise; NaN if there is none. */
    static double main(Figures figures, Target target) {
        return figures.get(metric(target));
    }

    /** The unit of {@link #main}. */
    static String unit(Target target) {
        String unit = UNITS.getOrDefault(metric(target), "");
        return unit.isEmpty() ? "" : " " + unit;
    }

    private static String metric(Target target) {
        List<Bound> bounds = target.alternatives().get(0);
        return bounds.isEmpty() ? "time" : bounds.get(0).metric();
    }

    /** Three digits, or all before the point. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "n/a";
        }
        double size = Math.abs(value);
        String text = String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
