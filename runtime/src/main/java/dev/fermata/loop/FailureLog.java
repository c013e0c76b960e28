package dev.fermata.loop;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** The default exception handler: writes to the logger {@code dev.fermata}. */
final class FailureLog {

    private FailureLog() {}

    /** Logs {@code context}; where that fails, tries to log why. Throws only errors of the virtual machine. */
    static void log(ErrorContext context) {
        try {
            write(describe(context), context.exception());
        } catch (Throwable unloggable) {
            if (Step.isFatal(unloggable)) {
                throw unloggable;
            }
            logThat(unloggable, context.exception());
        }
    }

    /** A {@code toString} has failed, or the logger itself. */
    private static void logThat(Throwable unloggable, @Nullable Throwable original) {
        try {
            if (original != null && original != unloggable) {
                unloggable.addSuppressed(original);
            }
            write("the default exception handler failed", unloggable);
        } catch (Throwable again) {
            if (Step.isFatal(again)) {
                throw again;
            }
            // Nothing is left that could be told: the logger throws. The loop goes on.
        }
    }

    private static void write(String message, @Nullable Throwable exception) {
        System.Logger logger = System.getLogger("dev.fermata");
        if (exception == null) {
            logger.log(Level.ERROR, message);
        } else {
            logger.log(Level.ERROR, message, exception);
        }
    }

    private static String describe(ErrorContext context) {
        StringBuilder text = new StringBuilder(context.message());
        if (context.source() instanceof ErrorContext original) {
            text.append("\n  original failure: ").append(describe(original));
            if (original.exception() != null) {
                StringWriter trace = new StringWriter();
                original.exception().printStackTrace(new PrintWriter(trace));
                text.append('\n').append(trace);
            }
        } else if (context.source() != null) {
            text.append(" (").append(context.source()).append(')');
        }
        if (!context.creation().isEmpty()) {
            text.append("\n  created at");
            context.creation().forEach(call -> text.append("\n    ").append(call));
        }
        return text.toString();
    }
}
