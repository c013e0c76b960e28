package dev.fermata.debug;

import dev.fermata.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes through the graph of waiting tasks, depth first, and notes trees and cycles. By a stack of its own: chains of
 * tasks may be longer than the native one is deep.
 */
final class TaskTreeWalk {

    private final Map<Task<?>, Set<Task<?>>> waits;
    private final List<TaskDump.Entry> entries = new ArrayList<>();
    private final List<List<Task<?>>> cycles = new ArrayList<>();
    private final Set<Task<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The way from a root to where the walk is, and what is still to be visited beneath each task of it. */
    private final List<Task<?>> path = new ArrayList<>();

    private final Set<Task<?>> onPath = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ArrayDeque<Iterator<Task<?>>> beneath = new ArrayDeque<>();

    TaskTreeWalk(Map<Task<?>, Set<Task<?>>> waits) {
        this.waits = waits;
        Set<Task<?>> awaited = Collections.newSetFromMap(new IdentityHashMap<>());
        waits.values().forEach(awaited::addAll);
        for (Task<?> task : waits.keySet()) {
            if (!awaited.contains(task)) {
                walkFrom(task);
            }
        }
        for (Task<?> task : waits.keySet()) {
            if (!seen.contains(task)) {
                walkFrom(task); // a cycle that no root leads to
            }
        }
    }

    List<TaskDump.Entry> entries() {
        return entries;
    }

    List<List<Task<?>>> cycles() {
        return cycles;
    }

    private void walkFrom(Task<?> root) {
        visit(root);
        while (!beneath.isEmpty()) {
            if (beneath.peek().hasNext()) {
                visit(beneath.peek().next());
            } else {
                beneath.pop();
                onPath.remove(path.remove(path.size() - 1));
            }
        }
    }

    private void visit(Task<?> task) {
        boolean repeated = !seen.add(task);
        entries.add(
                new TaskDump.Entry(task, describe(task), repeated ? List.of() : task.stack(), path.size(), repeated));
        if (onPath.contains(task)) {
            cycles.add(List.copyOf(path.subList(path.indexOf(task), path.size())));
        } else if (!repeated) {
            path.add(task);
            onPath.add(task);
            beneath.push(waits.getOrDefault(task, Set.of()).iterator());
        }
    }

    /** What a task awaits describes itself, by code that may fail. */
    private static String describe(Task<?> task) {
        try {
            return task.toString();
        } catch (RuntimeException unprintable) {
            return task.name() + "[awaiting something whose toString throws " + unprintable + "]";
        }
    }
}
