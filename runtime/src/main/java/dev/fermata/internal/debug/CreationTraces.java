package dev.fermata.internal.debug;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;

/**
 * Where things were created, kept beside them and not in them: what is not debugged has no room for it. Thread-safe.
 *
 * <p>The keys are compared by {@code equals}, which handles, promises and coroutines inherit from {@link Object}.
 */
public final class CreationTraces {

    private static final int DEPTH = 10;

    private final Map<Object, List<StackTraceElement>> traces = Collections.synchronizedMap(new WeakHashMap<>());
    private final Predicate<Class<?>> creators;

    /** Traces that begin at who called the classes that {@code creators} accepts. */
    public CreationTraces(Predicate<Class<?>> creators) {
        this.creators = creators;
    }

    /** Remembers that {@code created} is being created, by whoever called the runtime. */
    public void note(Object created) {
        traces.put(created, UserCalls.innermost(DEPTH, creators));
    }

    /** Where {@code created} was created, innermost first; empty if that was not noted. */
    public List<StackTraceElement> of(Object created) {
        return traces.getOrDefault(created, List.of());
    }

    /** The stack of this thread from the line on that called the runtime. */
    public static List<StackTraceElement> here() {
        return UserCalls.innermost(DEPTH, type -> false);
    }
}
