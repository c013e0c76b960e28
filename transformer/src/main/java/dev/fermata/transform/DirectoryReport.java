package dev.fermata.transform;

import java.util.List;

/**
 * What {@link DirectoryTransformer} did.
 *
 * @param examined how many class files were looked at, including those that could not be read
 * @param unchanged how many of them had nothing asynchronous in them, or were transformed before
 * @param transformed the classes whose files were rewritten, in the order of the walk
 * @param errors every error of every class, in the order of the walk and, in a class, of its source; the build must fail
 *     unless this is empty
 * @param warnings every warning of every class, in the same order
 */
public record DirectoryReport(
        int examined,
        int unchanged,
        List<TransformedClass> transformed,
        List<Diagnostic> errors,
        List<Diagnostic> warnings) {

    /** Keeps copies of the lists. */
    public DirectoryReport {
        transformed = List.copyOf(transformed);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /**
     * A class whose file was rewritten.
     *
     * @param className the binary name, with dots
     * @param plans one description of the state machine for each transformed method, for people to read
     */
    public record TransformedClass(String className, List<String> plans) {

        /** Keeps a copy of the list. */
        public TransformedClass {
            plans = List.copyOf(plans);
        }
    }
}
