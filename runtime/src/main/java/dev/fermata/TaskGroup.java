package dev.fermata;

import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that belong together, and that end before what started them goes on:
 *
 * <pre>{@code
 * Await.on(TaskGroup.run(group -> {
 *     group.start(a());
 *     group.start(b());
 *     return Coroutine.done();
 * }));
 * }</pre>
 *
 * <p>The coroutine that {@link #run}, {@link #supervise} or {@link #anySuccess} returns ends when its body and all tasks
 * of the group have ended; no task outlives the group. When the awaiting task is cancelled, all of them are cancelled.
 * What is thrown is the first failure, the original exception object, with the others suppressed; a task that was
 * cancelled by itself disturbs nobody.
 *
 * <p>Methods are to be called on the loop's thread, by the body or by tasks of the group.
 */
public final class TaskGroup {

    /** What ends a group before all have ended by themselves. */
    enum Policy {
        /** A failure. */
        ALL_OR_FAIL(true, false),
        /** A success. */
        ANY_SUCCESS(false, true),
        /** Whatever comes first. */
        FIRST_END(true, true),
        /** Nothing but a failure of the body. */
        SUPERVISE(false, false);

        final boolean endsOnFailure;
        final boolean endsOnSuccess;

        Policy(boolean endsOnFailure, boolean endsOnSuccess) {
            this.endsOnFailure = endsOnFailure;
            this.endsOnSuccess = endsOnSuccess;
        }
    }

    /**
     * Where the body of {@link #anySuccess} starts the tasks that compete.
     *
     * @param <T> the type of their results
     */
    public static final class Contest<T extends @Nullable Object> {
        private final TaskGroup group;

        private Contest(TaskGroup group) {
            this.group = group;
        }

        /** Starts one more, as {@link TaskGroup#start(Awaitable)}. */
        public <U extends T> Task<U> start(Awaitable<U> competitor) {
            return group.start(competitor);
        }
    }

    final Policy policy;
    final CancelScope scope = new CancelScope();
    final Failures failures = new Failures();
    private final EventLoop loop;
    private final Set<Task<?>> unfinished = new LinkedHashSet<>();
    private boolean bodyEnded;
    private boolean ending;

    /** The first success, where that ends the group. */
    private Outcome.@Nullable Success<?> winner;

    /** Completed when the last task has ended; set while the group waits for that. */
    private @Nullable Promise<@Nullable Void> drained;

    TaskGroup(Policy policy) {
        this.policy = policy;
        this.loop = EventLoop.current();
    }

    /**
     * Runs {@code body}, in the awaiting task, and the tasks that it starts in the group. If one of them, or
     * {@code body}, fails, all others are cancelled and, when they have ended, the first failure is thrown. Returns the
     * result of {@code body}; null if {@link #cancel} cut it short.
     */
    public static <T extends @Nullable Object> Coroutine<T> run(Function<? super TaskGroup, Coroutine<T>> body) {
        return call(Policy.ALL_OR_FAIL, body);
    }

    /**
     * As {@link #run}, but the failure of a task leaves the others alone. It is for whoever awaits the task; if nobody
     * does when it fails, it is reported to the loop's exception handler.
     */
    public static <T extends @Nullable Object> Coroutine<T> supervise(Function<? super TaskGroup, Coroutine<T>> body) {
        return call(Policy.SUPERVISE, body);
    }

    /**
     * Runs {@code body} and what it starts until one of the tasks succeeds; then the others, and {@code body}, are
     * cancelled and, when they have ended, the result of that one is returned. The result of {@code body} is ignored; its
     * failure ends the group. Failures beside a success go to the loop's exception handler. If no task succeeds, the first failure is thrown, with the others suppressed: an
     * {@link IllegalStateException} if there was no task at all.
     */
    public static <T extends @Nullable Object> Coroutine<T> anySuccess(
            Function<? super Contest<T>, ? extends Coroutine<?>> body) {
        Objects.requireNonNull(body, "body");
        return call(Policy.ANY_SUCCESS, group -> Unchecked.value(body.apply(new Contest<>(group))));
    }

    static <T extends @Nullable Object> Coroutine<T> call(
            Policy policy, Function<? super TaskGroup, Coroutine<T>> body) {
        return new TaskGroupCall(policy, Objects.requireNonNull(body, "body")).as();
    }

    /**
     * Starts {@code child} as a task of this group. Its first step runs in the loop's next iteration.
     *
     * @throws IllegalStateException if the group has ended or is being cancelled, or if the coroutine was used before
     */
    public <T extends @Nullable Object> Task<T> start(Awaitable<T> child) {
        requireOpenFor(child);
        return watch(Tasks.startOn(loop, child));
    }

    private <T extends @Nullable Object> Task<T> watch(Task<T> task) {
        if (task.isDone()) {
            childEnded(task, task);
        } else {
            unfinished.add(task);
            task.addDoneCallback(done -> childEnded(done, task));
        }
        return task;
    }

    /** As {@link #start(Awaitable)}, but the first step of the task runs at once, before this returns. */
    public <T extends @Nullable Object> Task<T> startEagerly(Awaitable<T> child) {
        requireOpen();
        return watch(Tasks.startEagerly(child));
    }

    /** As {@link #start(Awaitable)}; the task runs in {@code context} itself, in place of a copy of the current one. */
    public <T extends @Nullable Object> Task<T> start(Context context, Awaitable<T> child) {
        requireOpenFor(child);
        return watch(Tasks.startOn(loop, context, child));
    }

    /** As {@link #start(Awaitable)}, with a name for the task. */
    public <T extends @Nullable Object> Task<T> start(String name, Awaitable<T> child) {
        Objects.requireNonNull(name, "name");
        Task<T> task = start(child);
        task.setName(name);
        return task;
    }

    /**
     * Starts {@code child} as a task of this group and returns the promise that {@code child} completes when it is
     * ready, and by which those wait who need that. If {@code child} ends before, its failure, or an
     * {@link IllegalStateException}, is that promise's, and not the group's. Cancelling the promise cancels a
     * {@code child} that is not ready.
     *
     * @throws IllegalStateException as for {@link #start(Awaitable)}
     */
    public <R extends @Nullable Object> Promise<R> startReady(
            Function<? super Promise<R>, ? extends Coroutine<?>> child) {
        requireOpen();
        Promise<R> ready = new Promise<>(loop);
        startUntilReady(ready, child.apply(ready));
        return ready;
    }

    private <R extends @Nullable Object, T extends @Nullable Object> void startUntilReady(
            Promise<R> ready, Awaitable<T> child) {
        requireOpenFor(child);
        Task<T> task = Tasks.startOn(loop, child);
        unfinished.add(task);
        ready.addDoneCallback(done -> {
            if (ready.isCancelled()) {
                task.cancel();
            }
        });
        task.addDoneCallback(done -> {
            if (ready.isDone()) {
                childEnded(done, task);
                return;
            }
            Outcome<T> end = done.outcome();
            if (end instanceof Outcome.Failure<T> failure) {
                ready.fail(failure.exception());
            } else if (end instanceof Outcome.Cancelled<T> cancelled) {
                ready.cancel(cancelled.message());
            } else {
                ready.fail(new IllegalStateException(task.name() + " has ended without being ready"));
            }
            // Whoever awaits the promise has a turn before; if nobody does, the failure is the group's.
            loop.callSoon(() -> {
                if (ready.unseenFailure() == null) {
                    unfinished.remove(task);
                    endIfDrained();
                } else {
                    childEnded(ready, task);
                }
            });
        });
    }

    /** Cancels all tasks of this group, and its body: a normal end of the group. */
    public void cancel() {
        end();
    }

    @Override
    public String toString() {
        return "TaskGroup[" + unfinished.size() + " unfinished]";
    }

    /** True once everything inside is being cancelled. */
    boolean isEnding() {
        return ending;
    }

    /** The tasks that have not ended. */
    Collection<Task<?>> unfinished() {
        return List.copyOf(unfinished);
    }

    private void requireOpenFor(Awaitable<?> child) {
        try {
            requireOpen();
        } catch (IllegalStateException refusal) {
            Coroutine.close(child);
            throw refusal;
        }
    }

    private void requireOpen() {
        if (ending) {
            throw new IllegalStateException("the task group is being cancelled");
        }
        if (bodyEnded && unfinished.isEmpty()) {
            throw new IllegalStateException("the task group has ended");
        }
    }

    private void childEnded(Promise<?> child, Task<?> task) {
        unfinished.remove(task);
        if (policy == Policy.SUPERVISE) {
            // Whoever awaits it has a turn before.
            loop.callSoon(() -> reportUnlessSeen(child));
        } else {
            collect(child.outcome());
        }
        endIfDrained();
    }

    private void collect(Outcome<?> end) {
        if (end instanceof Outcome.Failure<?> failure) {
            failures.add(failure.exception());
            if (policy.endsOnFailure) {
                end();
            }
        } else if (end instanceof Outcome.Success<?> success && policy.endsOnSuccess && !ending) {
            winner = success;
            end();
        } else if (end instanceof Outcome.Cancelled<?> cancelled && policy.endsOnSuccess && !ending) {
            failures.add(new CancellationException(cancelled.message()));
            if (policy.endsOnFailure) {
                end();
            }
        }
    }

    private void reportUnlessSeen(Promise<?> child) {
        Throwable failure = child.unseenFailure();
        if (failure != null) {
            child.outcome();
            loop.reportFailure(new ErrorContext("a task of a supervising group failed", failure, child));
        }
    }

    /** With a winner there is nobody to throw the failures of the others at. */
    void reportLosers() {
        Throwable failure = failures.take();
        if (failure instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        boolean onlyCancelled = failure instanceof CancellationException && failure.getSuppressed().length == 0;
        if (failure != null && !onlyCancelled) {
            loop.reportFailure(new ErrorContext("a race was won, and of the others some have failed", failure, this));
        }
    }

    private void endIfDrained() {
        if (drained != null && unfinished.isEmpty()) {
            drained.tryComplete(Unchecked.value(null));
        }
    }

    /** Cancels everything inside; nothing can be started any more. */
    void end() {
        if (ending) {
            return;
        }
        ending = true;
        if (!bodyEnded) {
            scope.cancel("the task group is being cancelled");
        }
        List.copyOf(unfinished).forEach(child -> child.cancel("the task group is being cancelled"));
    }

    /** Called when the body has ended, and the scope was left. */
    void bodyEnded() {
        bodyEnded = true;
    }

    /** What to wait for before the group ends; null when no task is left. */
    @Nullable
    Promise<@Nullable Void> drained() {
        if (unfinished.isEmpty()) {
            return null;
        }
        Promise<@Nullable Void> wait = new Promise<>(loop);
        drained = wait;
        return wait;
    }

    /** The first success, if that is what the group is for. */
    Outcome.@Nullable Success<?> winner() {
        return winner;
    }
}
