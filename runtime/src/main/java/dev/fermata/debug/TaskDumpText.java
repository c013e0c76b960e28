package dev.fermata.debug;

import dev.fermata.Task;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a {@link TaskDump} for people. */
final class TaskDumpText {

    /** The text is for reading; so many tasks nobody reads. */
    private static final int MOST_TASKS = 1_000;

    /** Deeper, the lines would leave the screen. */
    private static final int MOST_INDENTATION = 20;

    private TaskDumpText() {}

    static String of(TaskDump dump, String taskMarker, String callMarker) {
        StringBuilder text = new StringBuilder();
        for (List<Task<?>> cycle : dump.cycles()) {
            text.append("ERROR: these tasks wait for each other for ever: ")
                    .append(cycle.stream().map(Task::name).collect(Collectors.joining(" -> ", "", " -> ")))
                    .append(cycle.get(0).name())
                    .append('\n');
        }
        List<TaskDump.Entry> entries = dump.entries();
        entries.stream().limit(MOST_TASKS).forEach(entry -> {
            String indentation = "  ".repeat(Math.min(entry.depth(), MOST_INDENTATION));
            text.append(indentation)
                    .append(taskMarker)
                    .append(entry.description())
                    .append(entry.repeated() ? " (see above)" : "")
                    .append('\n');
            entry.stack()
                    .forEach(call -> text.append(indentation)
                            .append("    ")
                            .append(callMarker)
                            .append(call)
                            .append('\n'));
        });
        if (entries.size() > MOST_TASKS) {
            text.append("... and ").append(entries.size() - MOST_TASKS).append(" more\n");
        }
        return text.toString();
    }
}
