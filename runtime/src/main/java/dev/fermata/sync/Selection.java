package dev.fermata.sync;

import dev.fermata.Coroutine;
import dev.fermata.Promise;
import dev.fermata.internal.debug.Joins;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.Waiting;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.TimerHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One choice of a {@link Select}: a single operation for the scheduler, which waits in several queues. Whatever serves one
 * of its {@link Candidate}s takes, in the same moment, the others out of their queues; all that is on the loop's thread, and
 * so there is one winner. Good for one await.
 */
final class Selection<R extends @Nullable Object> extends QueuedOperation<Select.Chosen<R>> implements Joins {

    private final List<Select.Clause<?, R>> clauses;
    private final @Nullable Duration timeout;
    private final @Nullable Supplier<Coroutine<R>> atTimeout;
    private final @Nullable Supplier<Coroutine<R>> otherwise;

    /** What waits; empty when something was chosen or the wait was given up. */
    private final List<Candidate<?, R>> candidates = new ArrayList<>();

    private @Nullable TimerHandle timer;

    Selection(
            List<Select.Clause<?, R>> clauses,
            @Nullable Duration timeout,
            @Nullable Supplier<Coroutine<R>> atTimeout,
            @Nullable Supplier<Coroutine<R>> otherwise) {
        this.clauses = clauses;
        this.timeout = timeout;
        this.atTimeout = atTimeout;
        this.otherwise = otherwise;
    }

    @Override
    public List<Promise<?>> joined() {
        List<Promise<?>> pending = new ArrayList<>();
        for (Select.Clause<?, R> clause : clauses) {
            if (clause.operation() instanceof Promise<?> promise && !promise.isDone()) {
                pending.add(promise);
            }
        }
        return pending;
    }

    @Override
    public Object attempt() {
        for (Select.Clause<?, R> clause : clauses) {
            Select.Chosen<R> chosen = attempt(clause);
            if (chosen != null) {
                return chosen;
            }
        }
        if (otherwise != null) {
            return chosenOf(otherwise);
        }
        boolean noTime = timeout != null && (timeout.isZero() || timeout.isNegative());
        return noTime ? chosenOf(Objects.requireNonNull(atTimeout)) : WAIT;
    }

    private static <R extends @Nullable Object> Select.Chosen<R> chosenOf(Supplier<Coroutine<R>> then) {
        return then::get;
    }

    private static <R extends @Nullable Object> Select.@Nullable Chosen<R> attempt(Select.Clause<?, R> clause) {
        try {
            Object answer;
            if (clause.operation() instanceof Promise<?> promise) {
                answer = promise.isDone() ? promise.result() : WAIT;
            } else {
                answer = ((QueuedOperation<?>) clause.operation()).attempt();
            }
            return mustWait(answer) ? null : clause.gave(answer);
        } catch (Throwable failure) {
            return clause.threw(failure);
        }
    }

    @Override
    public void enqueue(Waiting<Select.Chosen<R>> waiting) {
        EventLoop loop = waiting.task().loop();
        if (loop == null) {
            throw new IllegalStateException("waiting for " + this + " takes an event loop");
        }
        try {
            for (Select.Clause<?, R> clause : clauses) {
                enqueue(clause, waiting, loop);
            }
            if (timeout != null && atTimeout != null) {
                Select.Chosen<R> late = chosenOf(atTimeout);
                // What becomes ready at the deadline has its turn first.
                timer = loop.callLater(timeout, () -> loop.callSoon(() -> timeIsUp(waiting, late)));
            }
        } catch (Throwable failure) {
            leaveAll();
            throw failure;
        }
    }

    private <T extends @Nullable Object> void enqueue(
            Select.Clause<T, R> clause, Waiting<Select.Chosen<R>> waiting, EventLoop loop) {
        Candidate<T, R> candidate = new Candidate<>(this, clause, waiting);
        candidate.enqueue(loop);
        candidates.add(candidate);
    }

    private void timeIsUp(Waiting<Select.Chosen<R>> waiting, Select.Chosen<R> late) {
        if (timer != null) {
            leaveAll();
            waiting.complete(late);
        }
    }

    /** True if {@code candidate} is the winner; then the others are out of it. */
    boolean wins(Candidate<?, R> candidate) {
        boolean first = candidates.remove(candidate);
        if (first) {
            leaveAll();
        }
        return first;
    }

    @Override
    public boolean interrupted(Waiting<Select.Chosen<R>> waiting) {
        leaveAll();
        return false;
    }

    private void leaveAll() {
        List<Candidate<?, R>> losers = List.copyOf(candidates);
        candidates.clear();
        losers.forEach(Candidate::leave);
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    @Override
    public String toString() {
        return "the first of " + clauses.stream().map(Select.Clause::operation).toList();
    }
}
