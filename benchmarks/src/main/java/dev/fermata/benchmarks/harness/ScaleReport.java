package dev.fermata.benchmarks.harness;

import java.util.List;
import java.util.Map;

/** Shows what {@link Scale} measured. */
final class ScaleReport {

    private ScaleReport() {}

    /** A table: a row for each size, a column for each series. */
    static String table(Map<String, Figures> series) {
        StringBuilder table = new StringBuilder(String.format("%10s", "size"));
        series.keySet().forEach(name -> table.append(String.format("%14s", name)));
        table.append("   (ns a switch or suspension)\n");
        for (int size : sizes(series)) {
            table.append(String.format("%,10d", size));
            for (Figures figures : series.values()) {
                table.append(String.format("%14s", Result.number(figures.get(Integer.toString(size)))));
            }
            table.append('\n');
        }
        return table.toString();
    }

    static List<Integer> sizes(Map<String, Figures> series) {
        return series.values().stream()
                .flatMap(figures -> figures.values().keySet().stream())
                .map(Integer::valueOf)
                .distinct()
                .sorted()
                .toList();
    }

    /** A plot of all series over the sizes, both logarithmic. */
    static String plot(Map<String, Figures> series) {
        Svg svg = new Svg(720, 360);
        List<Integer> sizes = sizes(series);
        int bottom = 310;
        double perDecade = 80;
        for (int ns = 1; ns <= 1000; ns *= 10) {
            double y = bottom - Math.log10(ns) * perDecade;
            svg.line(60, y, 560, y, "grid");
            svg.text(52, y + 4, "end", ns + " ns");
        }
        int index = 0;
        for (int size : sizes) {
            svg.text(
                    60 + 500.0 * index++ / Math.max(1, sizes.size() - 1),
                    bottom + 20,
                    "middle",
                    String.format("%,d", size));
        }
        int number = 0;
        double label = 0;
        for (var entry : series.entrySet()) {
            double[] xs = new double[sizes.size()];
            double[] ys = new double[sizes.size()];
            for (int i = 0; i < xs.length; i++) {
                double cost = Math.max(1, entry.getValue().get(sizes.get(i).toString()));
                xs[i] = 60 + 500.0 * i / Math.max(1, xs.length - 1);
                ys[i] = bottom - Math.log10(cost) * perDecade;
            }
            svg.polyline(xs, ys, "s" + number);
            label = 40 + 22 * number;
            svg.line(575, label, 600, label, "s" + number++);
            svg.text(606, label + 4, "start", entry.getKey());
        }
        return svg.toString();
    }
}
