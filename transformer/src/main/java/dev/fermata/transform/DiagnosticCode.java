package dev.fermata.transform;

import java.util.Locale;

/** The stable names of everything the transformer may report; {@code docs/diagnostics.md} explains each. */
public enum DiagnosticCode {
    /** {@code Await.on} in a method that is not {@code @Async}. */
    AWAIT_OUTSIDE_ASYNC,
    /** {@code Await.on} in a lambda whose type does not return something asynchronous. */
    AWAIT_IN_LAMBDA,
    /** {@code Await.on} in a constructor, an instance initialiser or the arguments of {@code this(…)} or {@code super(…)}. */
    AWAIT_IN_CONSTRUCTOR,
    /** {@code Await.on} in a static initialiser. */
    AWAIT_IN_STATIC_INITIALIZER,
    /** {@code Await.on} where a monitor is held. */
    AWAIT_HOLDING_MONITOR,
    /** {@code Await::on} as a method reference. */
    AWAIT_METHOD_REFERENCE,
    /** {@code Yield} in a method that is no generator. */
    YIELD_OUTSIDE_GENERATOR,
    /** {@code Await.on} in a method that returns a {@code Generator}. */
    AWAIT_IN_GENERATOR,
    /** {@code @Async} on a method whose return type is none of those that can be asynchronous. */
    ASYNC_RETURN_TYPE,
    /** {@code @Async} on a native method. */
    ASYNC_NATIVE,
    /** {@code @Async} on a synchronized method. */
    ASYNC_SYNCHRONIZED,
    /** {@code @Async} on a method whose parameters leave no room for one more. */
    TOO_MANY_PARAMETERS,
    /** A method whose transformed code would pass the 64 KB that a class file allows. */
    METHOD_TOO_LARGE,
    /** A class file of a version that this transformer does not know, or that is too old for it. */
    UNSUPPORTED_CLASS_VERSION,
    /** Bytes that are no class file, or a damaged one. */
    BROKEN_CLASS_FILE,
    /** A file or folder that cannot be read or written. */
    UNREADABLE_FILE,
    /** A fault of the transformer itself. */
    INTERNAL_ERROR,
    /** The call of a method that returns a {@code Coroutine}, which nobody takes: it never runs. */
    DROPPED_COROUTINE(Severity.WARNING),
    /** {@code catch (Throwable)} or {@code catch (Error)} around an await, which keeps a cancellation to itself. */
    SWALLOWED_CANCELLATION(Severity.WARNING),
    /** A call in an asynchronous method that blocks the thread of the event loop. */
    BLOCKING_CALL(Severity.WARNING),
    /** A method that the transformation made too large for the JIT compiler. */
    METHOD_ABOVE_JIT_LIMIT(Severity.WARNING);

    private final Severity severity;

    DiagnosticCode() {
        this(Severity.ERROR);
    }

    DiagnosticCode(Severity severity) {
        this.severity = severity;
    }

    /** What it means for the build. */
    public Severity severity() {
        return severity;
    }

    /** The name in messages and in the documentation, such as {@code await-holding-monitor}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
