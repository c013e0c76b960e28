package dev.fermata.transform;

import java.util.Locale;

/**
 * One problem: what is wrong, where, and what to do.
 *
 * @param code the stable name of the kind of problem
 * @param location where it is
 * @param message what is wrong, then, after a semicolon, the remedy
 */
public record Diagnostic(DiagnosticCode code, SourceLocation location, String message) {

    /** In javac's form: {@code Fetch.java:12: error: [await-holding-monitor] await inside …; use AsyncLock}. */
    @Override
    public String toString() {
        String severity = code.severity().name().toLowerCase(Locale.ROOT);
        return location + ": " + severity + ": [" + code.id() + "] " + message;
    }
}
