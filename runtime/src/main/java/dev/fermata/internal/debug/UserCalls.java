package dev.fermata.internal.debug;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The stack of this thread without the runtime's own calls, with the names that methods have in the source. */
public final class UserCalls {

    private static final StackWalker WALKER = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);
    private static final @Nullable CodeSource RUNTIME =
            UserCalls.class.getProtectionDomain().getCodeSource();

    /** Begins the names of the runtime's classes, also where the runtime was moved to another package. */
    private static final String PREFIX =
            UserCalls.class.getName().replace("internal.debug." + UserCalls.class.getSimpleName(), "");

    /** The body of a transformed method; that of a lambda has the name of the lambda's method. */
    private static final Pattern BODY = Pattern.compile("(?:lambda\\$(?!.*\\$\\d+\\$async$))?(.*)\\$async");

    /** What the transformer adds to a class, between the runtime and a body. */
    private static final Set<String> ENTRIES = Set.of("$fermata$resume", "$fermata$start");

    private UserCalls() {}

    /** The innermost calls, {@code depth} at most, innermost first, but for those of {@code skipped} classes at the top. */
    public static List<StackTraceElement> innermost(int depth, Predicate<Class<?>> skipped) {
        return WALKER.walk(frames -> users(
                        frames.dropWhile(frame -> isRuntime(frame) || skipped.test(frame.getDeclaringClass())))
                .limit(depth)
                .toList());
    }

    /** The calls above the innermost call of {@code method} of {@code type}, innermost first. */
    public static List<StackTraceElement> above(Class<?> type, String method) {
        return WALKER.walk(frames -> users(frames.takeWhile(frame -> frame.getDeclaringClass() != type
                        || !frame.getMethodName().equals(method)))
                .toList());
    }

    private static Stream<StackTraceElement> users(Stream<StackFrame> frames) {
        return frames.filter(frame -> !isRuntime(frame) && !ENTRIES.contains(frame.getMethodName()))
                .map(frame -> asInSource(frame.toStackTraceElement()));
    }

    /** {@code call} with the name that its method has in the source. */
    public static StackTraceElement asInSource(StackTraceElement call) {
        Matcher body = BODY.matcher(call.getMethodName());
        return body.matches()
                ? new StackTraceElement(call.getClassName(), body.group(1), call.getFileName(), call.getLineNumber())
                : call;
    }

    /** Programs may share the runtime's packages, or its jar, but hardly both. */
    private static boolean isRuntime(StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        return type.getName().startsWith(PREFIX)
                && Objects.equals(type.getProtectionDomain().getCodeSource(), RUNTIME);
    }
}
