package dev.fermata.transform;

import org.jspecify.annotations.Nullable;

/**
 * A place in the source of a class, as far as the class file tells.
 *
 * @param className the binary name, with dots
 * @param method the name of the method, or null for the class as a whole
 * @param sourceFile the {@code SourceFile} attribute, or null if the class was compiled without it
 * @param line the line, from 1; 0 if unknown
 */
public record SourceLocation(
        String className, @Nullable String method, @Nullable String sourceFile, int line) {

    /** A place that is a whole class. */
    public static SourceLocation ofClass(String className, @Nullable String sourceFile) {
        return new SourceLocation(className, null, sourceFile, 0);
    }

    /** {@code Fetch.java:12}; the class name stands in for a source file that is not known. */
    @Override
    public String toString() {
        String file = sourceFile != null ? sourceFile : className + (method != null ? "." + method : "");
        return line > 0 ? file + ":" + line : file;
    }
}
