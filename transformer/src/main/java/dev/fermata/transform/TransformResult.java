package dev.fermata.transform;

import java.util.List;

/** What became of one class file. */
public sealed interface TransformResult {

    /**
     * What is probably not meant, in the order of the source; no reason to leave the class as it is. A class that was
     * transformed before has none.
     */
    List<Diagnostic> warnings();

    /** Nothing to do: the class has nothing asynchronous in it, or was transformed before. */
    record Unchanged(List<Diagnostic> warnings) implements TransformResult {

        /** Nothing to do, and nothing to say. */
        public Unchanged() {
            this(List.of());
        }
    }

    /**
     * The class was transformed.
     *
     * @param bytes the new class file
     * @param plans one description of the state machine for each transformed method, for people to read
     */
    record Transformed(byte[] bytes, List<String> plans, List<Diagnostic> warnings) implements TransformResult {}

    /**
     * The class cannot be transformed and has to stay as it is.
     *
     * @param errors every reason, in the order of the source; at least one
     */
    record Rejected(List<Diagnostic> errors, List<Diagnostic> warnings) implements TransformResult {

        /** A class with errors and no warnings. */
        public Rejected(List<Diagnostic> errors) {
            this(errors, List.of());
        }
    }
}
