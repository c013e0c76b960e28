package dev.fermata.debug;

import dev.fermata.Promise;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tasks of a loop at one moment, as trees: beneath each task are those that it waits for. A task that several wait
 * for is in the tree more than once, with what is beneath it at its first place only.
 *
 * <p>To be made on the loop's thread, or while the loop stands still: tasks change while they run.
 */
public final class TaskDump {

    /**
     * One task at one place in the trees.
     *
     * @param task the task
     * @param description its name, state and what it awaits, in one line
     * @param stack where it is, see {@link Task#stack}
     * @param depth how many tasks are above it: 0 for one that no task waits for
     * @param repeated whether it is in the list before; then the stack is empty
     */
    public record Entry(Task<?> task, String description, List<StackTraceElement> stack, int depth, boolean repeated) {

        /** Copies {@code stack}. */
        public Entry {
            stack = List.copyOf(stack);
        }
    }

    private final Map<Task<?>, Set<Task<?>>> waits;
    private final List<Entry> entries;
    private final List<List<Task<?>>> cycles;

    private TaskDump(Map<Task<?>, Set<Task<?>>> waits) {
        this.waits = waits;
        TaskTreeWalk walk = new TaskTreeWalk(waits);
        entries = walk.entries();
        cycles = walk.cycles();
    }

    /** The unfinished tasks of {@code loop}, and what they wait for. */
    public static TaskDump of(EventLoop loop) {
        return of(Tasks.all(loop));
    }

    /** {@code tasks}, and what they wait for. */
    public static TaskDump of(Collection<? extends Task<?>> tasks) {
        Map<Task<?>, Set<Task<?>>> waits = new LinkedHashMap<>();
        List<Task<?>> found = new ArrayList<>(tasks);
        Set<Task<?>> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(found);
        for (int i = 0; i < found.size(); i++) {
            Set<Task<?>> awaited = new LinkedHashSet<>();
            for (Promise<?> promise : found.get(i).waitingFor()) {
                if (promise instanceof Task<?> task) {
                    awaited.add(task);
                    if (known.add(task)) {
                        found.add(task);
                    }
                }
            }
            waits.put(found.get(i), awaited);
        }
        return new TaskDump(waits);
    }

    /** The trees, from top to bottom. */
    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** Tasks that wait for each other, and will for ever: in each list every task for the next, the last for the first. */
    public List<List<Task<?>>> cycles() {
        return Collections.unmodifiableList(cycles);
    }

    /** The tasks that wait for {@code task}, whatever they do so by. */
    public List<Task<?>> awaitersOf(Task<?> task) {
        return waits.entrySet().stream()
                .filter(wait -> wait.getValue().contains(task))
                .<Task<?>>map(Map.Entry::getKey)
                .toList();
    }

    /** The trees as text, with {@code taskMarker} before each task and {@code callMarker} before each call in a stack. */
    public String render(String taskMarker, String callMarker) {
        return TaskDumpText.of(this, taskMarker, callMarker);
    }

    /** The trees as text, a line for each task and for each call in its stack; empty if there is no task. */
    @Override
    public String toString() {
        return render("- ", "at ");
    }
}
