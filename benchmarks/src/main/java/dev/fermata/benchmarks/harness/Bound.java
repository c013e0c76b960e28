package dev.fermata.benchmarks.harness;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound on a figure of ours: {@code time <= 1.5 limit}, {@code bytes <= 24}.
 *
 * @param metric the figure's name
 * @param atMost true for an upper bound, false for a lower one
 * @param factor the bound, in units of the reference's figure
 * @param reference the implementation that ours is compared with; empty if the bound is absolute
 */
record Bound(String metric, boolean atMost, double factor, String reference) {

    /** What a measured time may lie beyond its bound before a check fails; the machine has other things to do, too. */
    static final double TOLERANCE = 0.15;

    /** Bytes an operation that the measurement itself may have allocated. */
    static final double STRAY_BYTES = 0.05;

    private static final Pattern SYNTAX = Pattern.compile("(\\w+) (<=|>=) ([0-9.]+)(?: (\\w+))?");

    static Bound parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a bound: " + text);
        }
        String reference = matcher.group(4);
        return new Bound(
                matcher.group(1),
                matcher.group(2).equals("<="),
                Double.parseDouble(matcher.group(3)),
                reference == null ? "" : reference);
    }

    /** Our figure in units of the reference's; NaN if one of them is missing. */
    double ratio(Map<String, Figures> results) {
        double ours = figure(results, Implementation.OURS);
        return reference.isEmpty() ? ours : ours / figure(results, reference);
    }

    /** True if the bound holds; a missing figure holds nothing. */
    boolean holds(Map<String, Figures> results) {
        return holds(results, 0);
    }

    /** True if the bound holds, or is missed by no more than a measurement may err. Bytes are exact. */
    boolean holdsNearly(Map<String, Figures> results) {
        return holds(results, isExact() ? 0 : TOLERANCE);
    }

    private boolean isExact() {
        return metric.equals("bytes");
    }

    private boolean holds(Map<String, Figures> results, double tolerance) {
        double ours = figure(results, Implementation.OURS);
        double bound = factor * (reference.isEmpty() ? 1 : figure(results, reference));
        if (isExact()) {
            return ours <= bound + STRAY_BYTES;
        }
        return atMost ? ours <= bound * (1 + tolerance) : ours >= bound * (1 - tolerance);
    }

    private double figure(Map<String, Figures> results, String implementation) {
        Figures figures = results.get(implementation);
        return figures == null ? Double.NaN : figures.get(metric);
    }

    @Override
    public String toString() {
        return metric + (atMost ? " <= " : " >= ") + factor + (reference.isEmpty() ? "" : " " + reference);
    }
}
