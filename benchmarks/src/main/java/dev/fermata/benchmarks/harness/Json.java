package dev.fermata.benchmarks.harness;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes results as JSON. */
final class Json {

    private Json() {}

    static String of(String jdk, List<Result> results) {
        return results.stream()
                .map(Json::of)
                .collect(Collectors.joining(",\n  ", "{\"jdk\": " + quote(jdk) + ", \"workloads\": [\n  ", "\n]}\n"));
    }

    private static String of(Result result) {
        List<Bound> bounds = result.target().telling(result.figures());
        StringBuilder json = new StringBuilder("{\"workload\": ").append(quote(result.workload()));
        if (!bounds.isEmpty()) {
            json.append(", \"target\": ").append(quote(bounds.get(0).toString()));
            json.append(", \"ratio\": ").append(number(bounds.get(0).ratio(result.figures())));
        }
        json.append(", \"verdict\": ").append(quote(result.verdict())).append(", \"figures\": {");
        json.append(result.figures().entrySet().stream()
                .map(entry -> quote(entry.getKey()) + ": " + of(entry.getValue()))
                .collect(Collectors.joining(", ")));
        return json.append("}}").toString();
    }

    private static String of(Figures figures) {
        if (figures.values().isEmpty()) {
            return "{\"missing\": " + quote(figures.missing()) + "}";
        }
        return figures.values().entrySet().stream()
                .map((Map.Entry<String, Double> entry) -> quote(entry.getKey()) + ": " + number(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
