package dev.fermata.internal.debug;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.security.CodeSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where things were created, kept beside them and not in them: what is not debugged has no room for it. Thread-safe.
 *
 * <p>The keys are compared by {@code equals}, which handles, promises and coroutines inherit from {@link Object}.
 */
public final class CreationTraces {

    private static final int DEPTH = 10;
    private static final StackWalker WALKER = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);
    private static final @Nullable CodeSource RUNTIME =
            CreationTraces.class.getProtectionDomain().getCodeSource();

    /** Begins the names of the runtime's classes, also where the runtime was moved to another package. */
    private static final String PREFIX =
            CreationTraces.class.getName().replace("internal.debug." + CreationTraces.class.getSimpleName(), "");

    private final Map<Object, List<StackTraceElement>> traces = Collections.synchronizedMap(new WeakHashMap<>());

    /** Remembers that {@code created} is being created, by whoever called the runtime. */
    public void note(Object created) {
        traces.put(created, capture());
    }

    /** Where {@code created} was created, innermost first; empty if that was not noted. */
    public List<StackTraceElement> of(Object created) {
        return traces.getOrDefault(created, List.of());
    }

    /** The stack of this thread from the line on that called the runtime. */
    public static List<StackTraceElement> capture() {
        return WALKER.walk(frames -> frames.filter(frame -> !isRuntime(frame))
                .limit(DEPTH)
                .map(StackFrame::toStackTraceElement)
                .toList());
    }

    /** Programs may share the runtime's packages, or its jar, but hardly both. */
    private static boolean isRuntime(StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        return type.getName().startsWith(PREFIX)
                && Objects.equals(type.getProtectionDomain().getCodeSource(), RUNTIME);
    }
}
