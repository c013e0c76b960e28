package dev.fermata.transform;

/** What a diagnostic means for the build. */
public enum Severity {
    /** The class stays as it is, and the build fails. */
    ERROR,
    /** The class can be transformed, but will probably not do what was meant. */
    WARNING
}
