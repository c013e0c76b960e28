package dev.fermata.transform;

import java.util.List;

/** What became of one class file. */
public sealed interface TransformResult {

    /** Nothing to do: the class has nothing asynchronous in it, or was transformed before. */
    record Unchanged() implements TransformResult {}

    /**
     * The class was transformed.
     *
     * @param bytes the new class file
     * @param plans one description of the state machine for each transformed method, for people to read
     */
    record Transformed(byte[] bytes, List<String> plans) implements TransformResult {}

    /**
     * The class cannot be transformed and has to stay as it is.
     *
     * @param diagnostics every reason, in the order of the source; at least one
     */
    record Rejected(List<Diagnostic> diagnostics) implements TransformResult {}
}
