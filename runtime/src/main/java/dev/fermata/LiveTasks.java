package dev.fermata;

import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The unfinished tasks of a loop, which holds them strongly by this, and the failures that nobody has asked for yet.
 * Thread-safe.
 */
final class LiveTasks extends Step.TaskBook {

    /** More unread failures than this are counted and not kept. */
    private static final int KEPT_FAILURES = 100;

    private @Nullable LoopTask<?> newest;
    private final ArrayDeque<Task<?>> failed = new ArrayDeque<>();
    private int failuresDropped;

    static LiveTasks of(EventLoop loop) {
        return Access.of(loop);
    }

    /** Reaches the protected members of {@link Step}. */
    private abstract static class Access extends Step {
        static LiveTasks of(EventLoop loop) {
            TaskBook book = bookOf(loop, LiveTasks::new);
            return (LiveTasks) book;
        }
    }

    synchronized void add(LoopTask<?> task) {
        task.listed = true;
        task.next = newest;
        if (newest != null) {
            newest.previous = task;
        }
        newest = task;
    }

    synchronized void remove(LoopTask<?> task) {
        if (!task.listed) {
            return;
        }
        task.listed = false;
        if (task.previous == null) {
            newest = task.next;
        } else {
            task.previous.next = task.next;
        }
        if (task.next != null) {
            task.next.previous = task.previous;
        }
        task.next = null;
        task.previous = null;
    }

    synchronized void finished(LoopTask<?> task) {
        remove(task);
        if (task.unseenFailure() == null) {
            return;
        }
        failed.removeIf(earlier -> earlier.unseenFailure() == null);
        if (failed.size() < KEPT_FAILURES) {
            failed.add(task);
        } else {
            failuresDropped++;
        }
    }

    /** The unfinished tasks, oldest first. */
    synchronized List<Task<?>> list() {
        List<Task<?>> tasks = new ArrayList<>();
        for (LoopTask<?> task = newest; task != null; task = task.next) {
            tasks.add(task);
        }
        java.util.Collections.reverse(tasks);
        return tasks;
    }

    @Override
    protected String dump() {
        return list().stream().map(task -> task + "\n").collect(Collectors.joining());
    }

    @Override
    protected void loopClosed(EventLoop loop) {
        for (Task<?> task : takeFailed()) {
            Throwable failure = task.unseenFailure();
            if (failure != null) {
                loop.reportFailure(new ErrorContext("the failure of a task was never read", failure, task));
            }
        }
        if (failuresDropped > 0) {
            loop.reportFailure(
                    new ErrorContext(failuresDropped + " more failures of tasks were never read", null, loop));
        }
    }

    private synchronized List<Task<?>> takeFailed() {
        List<Task<?>> tasks = new ArrayList<>(failed);
        failed.clear();
        return tasks;
    }
}
