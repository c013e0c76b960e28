package dev.fermata.benchmarks.harness;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was measured of one implementation: figures by name, or why there are none.
 *
 * <p>Names: {@code time} and {@code median} (ns an operation), {@code bytes} (an operation or task), {@code cpu} (s),
 * {@code p50} and {@code p99} (ms), {@code rate} (MB/s), others as the workloads like.
 */
public record Figures(Map<String, Double> values, String missing) {

    public static Figures of(Map<String, Double> values) {
        return new Figures(new TreeMap<>(values), "");
    }

    public static Figures missing(String reason) {
        return new Figures(Map.of(), reason);
    }

    /** The figure {@code name}, or NaN. */
    public double get(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /** Writes the line in which a measuring JVM reports on {@code implementation}. */
    String toLine(String implementation) {
        StringBuilder line = new StringBuilder("result ").append(implementation);
        values.forEach(
                (name, value) -> line.append(' ').append(name).append('=').append(value));
        return values.isEmpty() ? "missing " + implementation + " " + missing : line.toString();
    }

    /** Reads what {@link #toLine} wrote into {@code results}; ignores any other line. */
    static void parse(String line, Map<String, Figures> results) {
        String[] words = line.split(" ", 3);
        if (words.length < 3) {
            return;
        }
        if (words[0].equals("missing")) {
            results.put(words[1], missing(words[2]));
        } else if (words[0].equals("result")) {
            Map<String, Double> values = new LinkedHashMap<>();
            for (String pair : words[2].split(" ")) {
                int equals = pair.indexOf('=');
                values.put(pair.substring(0, equals), Double.valueOf(pair.substring(equals + 1)));
            }
            results.put(words[1], of(values));
        }
    }
}
