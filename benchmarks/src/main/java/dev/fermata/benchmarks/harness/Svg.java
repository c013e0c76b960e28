package dev.fermata.benchmarks.harness;

import java.util.Locale;

/** A drawing, readable on light and dark ground: its colours follow the reader's. */
final class Svg {

    private static final String STYLE = """
            <style>
              text { font: 12px system-ui, sans-serif; fill: #24292f }
              .title { font-weight: 600 }
              .ours { fill: #0969da } .limit { fill: #8c959f } .peer { fill: #d4a72c }
              .grid { stroke: #d0d7de } .target { stroke: #cf222e; stroke-dasharray: 4 3 }
              polyline { fill: none; stroke-width: 2 }
              .s0 { stroke: #0969da } .s1 { stroke: #8c959f; stroke-dasharray: 5 3 }
              .s2 { stroke: #1a7f37 } .s3 { stroke: #9a6700; stroke-dasharray: 5 3 }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3 } .grid { stroke: #30363d }
                .ours { fill: #4493f8 } .limit { fill: #6e7681 } .peer { fill: #9e7a1f } .target { stroke: #f85149 }
                .s0 { stroke: #4493f8 } .s1 { stroke: #6e7681 } .s2 { stroke: #3fb950 } .s3 { stroke: #d29922 }
              }
            </style>
            """;

    private final StringBuilder elements = new StringBuilder();
    private final int width;
    private final int height;

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    void text(double x, double y, String anchor, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped(text));
    }

    void title(double x, double y, String text) {
        add("<text class=\"title\" x=\"%.1f\" y=\"%.1f\">%s</text>", x, y, escaped(text));
    }

    void bar(double x, double y, double width, double height, String style) {
        add(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"/>",
                style, x, y, width, height);
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
    }

    void polyline(double[] xs, double[] ys, String style) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", xs[i], ys[i]));
        }
        add("<polyline class=\"%s\" points=\"%s\"/>", style, points.toString().strip());
    }

    private void add(String format, Object... values) {
        elements.append("  ").append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return String.format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">%n",
                        width, height, width, height)
                + STYLE
                + elements
                + "</svg>\n";
    }
}
