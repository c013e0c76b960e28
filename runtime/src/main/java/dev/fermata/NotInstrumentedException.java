package dev.fermata;

import java.lang.StackWalker.StackFrame;

/**
 * Thrown by {@link Await} in code that was never transformed. An await that is not instrumented does not fall back to
 * blocking the thread.
 */
public final class NotInstrumentedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private NotInstrumentedException(String message) {
        super(message);
    }

    /** Names the code that called {@code entryPoint}, the class whose methods the transformer replaces. */
    static NotInstrumentedException calledFrom(Class<?> entryPoint) {
        String place = StackWalker.getInstance()
                .walk(frames -> frames.dropWhile(frame -> !frame.getClassName().equals(entryPoint.getName()))
                        .dropWhile(frame -> frame.getClassName().equals(entryPoint.getName()))
                        .findFirst()
                        .map(NotInstrumentedException::describe)
                        .orElse("an unknown place"));
        return new NotInstrumentedException(entryPoint.getSimpleName() + " was called from " + place
                + ", which was not instrumented; either build with fermata-maven-plugin (goal \"instrument\")"
                + " or start the JVM with -javaagent:fermata-javaagent.jar");
    }

    private static String describe(StackFrame frame) {
        return frame.toStackTraceElement().toString();
    }
}
