package dev.fermata;

import dev.fermata.codegen.Frame;
import dev.fermata.codegen.Suspended;
import dev.fermata.internal.debug.Joins;
import dev.fermata.internal.debug.UserCalls;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from its frames where a task is, and what it waits for. */
final class TaskStack {

    /** More of a stack than this nobody reads, and a recursion may have millions of activations. */
    private static final int MOST = 100;

    private TaskStack() {}

    static List<StackTraceElement> of(Task<?> task, @Nullable Frame innermost) {
        List<StackTraceElement> calls = new ArrayList<>();
        boolean running = task == CurrentTask.get();
        if (running) {
            calls.addAll(UserCalls.above(Task.class, "runBody"));
        }
        if (innermost != null) {
            List<Frame> frames = Access.of(innermost);
            // The innermost frame of a running task is among the calls.
            for (Frame frame : running ? frames.subList(1, frames.size()) : frames) {
                StackTraceElement place = Access.place(frame);
                if (place != null) {
                    calls.add(place);
                }
            }
        }
        return List.copyOf(calls);
    }

    /** The places of {@code innermost} and of those that await it. */
    static StackTraceElement[] ofSuspended(Frame innermost) {
        List<StackTraceElement> places = new ArrayList<>();
        for (Frame frame : Access.of(innermost, MOST)) {
            StackTraceElement place = Access.place(frame);
            if (place != null) {
                places.add(place);
            }
        }
        return places.toArray(StackTraceElement[]::new);
    }

    static Set<Promise<?>> waitingFor(Task<?> task, @Nullable Frame innermost) {
        Set<Promise<?>> found = new LinkedHashSet<>();
        Leaf leaf = task.leaf();
        if (leaf instanceof Promise<?> promise) {
            add(promise, found);
        } else if (leaf instanceof Joins joins) {
            joins.joined().forEach(promise -> add(promise, found));
        }
        if (innermost != null) {
            for (Frame frame : Access.of(innermost)) {
                if (frame instanceof Joins joins) {
                    joins.joined().forEach(promise -> add(promise, found));
                }
            }
        }
        return found;
    }

    /** Adds {@code first} and, if it is not a task, which stands for itself, what it waits for in turn. */
    private static void add(Promise<?> first, Set<Promise<?>> found) {
        Deque<Promise<?>> unexplored = new ArrayDeque<>(List.of(first));
        while (!unexplored.isEmpty()) {
            Promise<?> promise = unexplored.remove();
            if (found.add(promise) && promise instanceof Joins joins) {
                unexplored.addAll(joins.joined());
            }
        }
    }

    /** Reaches the protected members of {@link Suspended}. */
    private abstract static class Access extends Suspended {

        static List<Frame> of(Frame innermost) {
            return activations(innermost, Integer.MAX_VALUE);
        }

        static List<Frame> of(Frame innermost, int most) {
            return activations(innermost, most);
        }

        static @Nullable StackTraceElement place(Frame frame) {
            return placeOf(frame);
        }
    }
}
