package dev.fermata.transform;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a source says about its own diagnostics. An expectation stands on the line that it speaks of, as a comment
 * {@code //! code}; a source without one is legal and gives no warnings.
 */
final class Expectations {

    private static final String MARK = "//! ";

    private Expectations() {}

    /** The expectations in {@code source}, each a line and a code. */
    static List<String> in(String source) {
        List<String> expected = new ArrayList<>();
        String[] lines = source.split("\n");
        for (int index = 0; index < lines.length; index++) {
            int mark = lines[index].indexOf(MARK);
            if (mark >= 0) {
                expected.add(index + 1 + " "
                        + lines[index].substring(mark + MARK.length()).trim());
            }
        }
        return expected;
    }

    /** What the transformer reports about {@code source}, in the form of the expectations. */
    static List<String> report(String source) {
        return diagnostics(source).stream()
                .map(diagnostic ->
                        diagnostic.location().line() + " " + diagnostic.code().id())
                .toList();
    }

    /** All errors and warnings about {@code source}, by line. */
    static List<Diagnostic> diagnostics(String source) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (byte[] classFile : Compilation.of(source).values()) {
            TransformResult result = new Transformer().transform(classFile);
            if (result instanceof TransformResult.Rejected rejected) {
                diagnostics.addAll(rejected.errors());
            }
            diagnostics.addAll(result.warnings());
        }
        diagnostics.sort(
                Comparator.comparingInt(diagnostic -> diagnostic.location().line()));
        return diagnostics;
    }
}
