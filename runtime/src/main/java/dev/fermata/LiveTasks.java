package dev.fermata;

import dev.fermata.debug.TaskDump;
import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a loop: the one that is running, the unfinished ones, which the loop holds strongly by this, and the
 * failures that nobody has asked for yet.
 *
 * <p>The unfinished ones are a list that the loop's thread alone changes, without a lock. Tasks that another thread has
 * made are {@link #coming} until their first turn. {@link #list} may be called on any thread: it asks the loop or, if that
 * is blocked, reads the list while it may be changing.
 */
final class LiveTasks extends Step.TaskBook {

    static final int UNLISTED = 0;
    static final int COMING = 1;
    static final int LISTED = 2;

    /** More unread failures than this are counted and not kept. */
    private static final int KEPT_FAILURES = 100;

    /** How long another thread waits for the loop to list its tasks, in milliseconds. */
    private static final long PATIENCE = 100;

    private final EventLoop loop;
    private final AtomicInteger numbersElsewhere = new AtomicInteger();
    private final Set<LoopTask<?>> coming = new LinkedHashSet<>();
    private final ArrayDeque<Promise<?>> failed = new ArrayDeque<>();
    private int failuresDropped;

    // What follows is owned by the loop's thread.

    /** The task that runs though the turn is another's: the first run of a hot call, for example. */
    private @Nullable Task<?> entered;

    private @Nullable LoopTask<?> newest;
    private @Nullable OpenStreams streams;
    private int size;
    private int numbers;

    private LiveTasks(EventLoop loop) {
        this.loop = loop;
    }

    static LiveTasks of(EventLoop loop) {
        return Access.of(loop);
    }

    /** Reaches the protected members of {@link Step}. */
    private abstract static class Access extends Step {
        static boolean here(EventLoop loop) {
            return runsHere(loop);
        }

        static boolean begin(EventLoop loop) {
            return beginActing(loop);
        }

        static void end(EventLoop loop) {
            endActing(loop);
        }

        static LiveTasks of(EventLoop loop) {
            return (LiveTasks) bookOf(loop, LiveTasks::new);
        }

        static @Nullable Task<?> taskInTurn(EventLoop loop) {
            return inTurn(loop) instanceof LoopTask<?> task && task.isInBody() ? task : null;
        }
    }

    /** The number of a task that is being made; negative for one that is made on another thread. */
    int nextNumber(boolean ownThread) {
        return ownThread ? ++numbers : -numbersElsewhere.incrementAndGet();
    }

    /** The task whose body is running; null if none is. On the loop's thread. */
    @Nullable
    Task<?> current() {
        Task<?> within = entered;
        return within != null ? within : Access.taskInTurn(loop);
    }

    /** Makes {@code task} the running one, or with null the one that has its turn; returns who had entered before. */
    @Nullable
    Task<?> enter(@Nullable Task<?> task) {
        Task<?> before = entered;
        entered = task;
        return before;
    }

    @Override
    protected @Nullable Object beginTurn() {
        return enter(null);
    }

    @Override
    protected void endTurn(@Nullable Object before) {
        if (entered != before) { // a store costs more than a look
            entered = (Task<?>) before;
        }
    }

    void add(LoopTask<?> task, boolean ownThread) {
        if (ownThread) {
            link(task);
        } else {
            synchronized (this) {
                task.setListing(COMING);
                coming.add(task);
            }
        }
    }

    /** Called at the first turn of {@code task}. */
    void arrived(LoopTask<?> task) {
        if (task.listing() == COMING) {
            forget(task);
            link(task);
        }
    }

    void remove(LoopTask<?> task) {
        if (task.listing() == LISTED) {
            unlink(task);
        } else if (task.listing() == COMING) {
            forget(task);
        }
    }

    private synchronized void forget(LoopTask<?> task) {
        coming.remove(task);
        task.setListing(UNLISTED);
    }

    private void link(LoopTask<?> task) {
        task.setListing(LISTED);
        task.setNext(newest);
        if (newest != null) {
            newest.previous = task;
        }
        newest = task;
        size++;
    }

    private void unlink(LoopTask<?> task) {
        task.setListing(UNLISTED);
        size--;
        LoopTask<?> next = task.next();
        LoopTask<?> previous = task.previous;
        if (previous == null) {
            newest = next;
        } else {
            previous.setNext(next);
            task.previous = null;
        }
        if (next != null) {
            next.previous = previous;
            task.setNext(null);
        }
    }

    /** {@code end} is what {@code task} ended with. */
    void finished(LoopTask<?> task, Object end) {
        remove(task);
        if (end instanceof Ended ended && ended.unreadFailure() != null) {
            keepFailed(task);
        }
    }

    /** Keeps {@code task}, whose failure nobody has asked for, to report it when the loop closes. */
    synchronized void keepFailed(Promise<?> task) {
        failed.removeIf(earlier -> earlier.unseenFailure() == null);
        if (failed.size() < KEPT_FAILURES) {
            failed.add(task);
        } else {
            failuresDropped++;
        }
    }

    /** The unfinished tasks, oldest first; those of other threads that the loop has not seen yet come last. */
    List<Task<?>> list() {
        List<Task<?>> tasks = Access.here(loop) ? snapshot() : snapshotFromOutside();
        synchronized (this) {
            tasks.addAll(coming);
        }
        return tasks;
    }

    private List<Task<?>> snapshot() {
        int most = size; // a reading by another thread may go round in circles
        List<Task<?>> tasks = new ArrayList<>(most);
        for (LoopTask<?> task = newest; task != null && tasks.size() < most; task = task.next()) {
            tasks.add(task);
        }
        Collections.reverse(tasks);
        return tasks;
    }

    private List<Task<?>> snapshotFromOutside() {
        CompletableFuture<List<Task<?>>> answer = new CompletableFuture<>();
        if (Access.begin(loop)) {
            try {
                return snapshot();
            } finally {
                Access.end(loop);
            }
        }
        boolean asked = loop.isRunning() && PostedAction.post(loop, () -> answer.complete(snapshot()));
        if (asked) {
            try {
                return answer.get(PATIENCE, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (TimeoutException | ExecutionException blocked) {
                // The loop does not get to it: go on without.
            }
        }
        return longestOfManyReadings();
    }

    /** A task that is unlinked in the middle of a reading cuts it short; a blocked loop changes nothing. */
    private List<Task<?>> longestOfManyReadings() {
        List<Task<?>> longest = snapshot();
        for (int i = 0; i < 100 && longest.size() < size; i++) {
            List<Task<?>> another = snapshot();
            longest = another.size() > longest.size() ? another : longest;
        }
        return longest;
    }

    @Override
    protected void endAll(Runnable whenEnded) {
        new Ending(loop, whenEnded).begin();
    }

    /** The streams that are open. On the loop's thread. */
    OpenStreams streams() {
        OpenStreams open = streams;
        if (open == null) {
            open = new OpenStreams(loop);
            streams = open;
        }
        return open;
    }

    @Override
    protected String dump() {
        return TaskDump.of(list()).toString();
    }

    @Override
    protected void loopClosed() {
        for (Task<?> task : list()) {
            loop.reportFailure(new ErrorContext("the event loop was closed before the task had ended", null, task));
            task.settleWith(Ended.cancelled("the event loop was closed"));
        }
        for (Promise<?> promise : takeFailed()) {
            Throwable failure = promise.unseenFailure();
            if (failure != null) {
                promise.outcome();
                String what = promise instanceof Task ? "a task" : "a promise";
                loop.reportFailure(new ErrorContext("the failure of " + what + " was never read", failure, promise));
            }
        }
        if (failuresDropped > 0) {
            loop.reportFailure(new ErrorContext(failuresDropped + " more failures were never read", null, loop));
        }
    }

    private synchronized List<Promise<?>> takeFailed() {
        List<Promise<?>> tasks = new ArrayList<>(failed);
        failed.clear();
        return tasks;
    }
}
