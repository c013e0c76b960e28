package dev.fermata;

import dev.fermata.internal.debug.Joins;
import dev.fermata.loop.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The results of several awaitables, or their outcomes, as one promise. One that is given twice gives one result for
 * both.
 *
 * <p>It ends
 *
 * <ul>
 *   <li>with the results, when every child has one;
 *   <li>with the first failure, the others suppressed, when the children that it started itself, which it cancels then,
 *       have ended; promises and tasks of the caller are left alone;
 *   <li>cancelled, when it was cancelled itself, which cancels every child, and all children have ended.
 * </ul>
 */
final class Gathering<T extends @Nullable Object> extends Promise<List<T>> implements Joins {

    /** Takes notice of a failure that comes after the first one. */
    private static final Consumer<Promise<?>> NOTICE = Gathering::takeNotice;

    private final EventLoop home;
    private final List<Promise<? extends T>> children;
    private final boolean[] owned;

    /** The results are to be outcomes, and no failure ends this. */
    private final boolean settled;

    private final Consumer<Promise<?>> otherEnded = this::otherEnded;
    private int remaining;
    private int ownedRemaining;
    private @Nullable Throwable firstFailure;
    private boolean cancelRequested;

    private Gathering(EventLoop loop, List<Promise<? extends T>> children, boolean[] owned, boolean settled) {
        super(loop);
        this.home = loop;
        this.children = children;
        this.owned = owned;
        this.settled = settled;
        this.remaining = children.size();
        for (boolean own : owned) {
            ownedRemaining += own ? 1 : 0;
        }
    }

    static <T extends @Nullable Object> Promise<List<T>> of(Collection<? extends Awaitable<? extends T>> awaitables) {
        return of(awaitables, false);
    }

    /** The outcomes of {@code awaitables}, whatever they are. */
    @SuppressWarnings("unchecked") // see results()
    static <T extends @Nullable Object> Promise<List<Outcome<T>>> settled(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return (Promise<List<Outcome<T>>>) (Promise<?>) of(awaitables, true);
    }

    private static <T extends @Nullable Object> Promise<List<T>> of(
            Collection<? extends Awaitable<? extends T>> awaitables, boolean settled) {
        List<Awaitable<? extends T>> given = new ArrayList<>(awaitables);
        given.forEach(child -> Objects.requireNonNull(child, "an awaitable to gather"));
        EventLoop loop = loopOf(given);
        List<Promise<? extends T>> children = new ArrayList<>(given.size());
        boolean[] owned = new boolean[given.size()];
        IdentityHashMap<Awaitable<?>, Promise<? extends T>> started = new IdentityHashMap<>();
        for (Awaitable<? extends T> child : given) {
            owned[children.size()] = !(child instanceof Promise) && !started.containsKey(child);
            Promise<? extends T> promise = started.get(child);
            if (promise == null) {
                promise = Tasks.ensurePromise(loop, child);
                started.put(child, promise);
            }
            children.add(promise);
        }
        Gathering<T> gathering = new Gathering<>(loop, children, owned, settled);
        gathering.begin();
        return gathering;
    }

    /** The loop that is running or, outside of one, the loop of the promises. */
    private static EventLoop loopOf(List<? extends Awaitable<?>> given) {
        EventLoop loop = EventLoop.running();
        for (Awaitable<?> child : given) {
            if (child instanceof Promise<?> promise && promise.loop() != null) {
                if (loop == null) {
                    loop = promise.loop();
                } else if (loop != promise.loop()) {
                    throw new IllegalArgumentException("cannot gather promises of different event loops");
                }
            }
        }
        return loop == null ? EventLoop.current() : loop;
    }

    @Override
    public Collection<Promise<?>> joined() {
        Set<Promise<?>> unfinished = new LinkedHashSet<>();
        for (Promise<? extends T> child : children) {
            if (!child.isDone()) {
                unfinished.add(child);
            }
        }
        return unfinished;
    }

    @Override
    public String toString() {
        return "gather of " + children.size() + "[" + describeState() + "]";
    }

    private void begin() {
        Consumer<Promise<?>> ownEnded = this::ownEnded;
        List<Integer> pending = new ArrayList<>();
        for (int i = 0; i < owned.length; i++) {
            if (children.get(i).isDone()) {
                count(children.get(i), owned[i]);
            } else {
                pending.add(i);
            }
        }
        for (int i : pending) {
            children.get(i).addDoneCallback(home, owned[i] ? ownEnded : otherEnded);
        }
        endIfOver();
    }

    private void ownEnded(Promise<?> child) {
        count(child, true);
        endIfOver();
    }

    private void otherEnded(Promise<?> child) {
        count(child, false);
        endIfOver();
    }

    private void count(Promise<?> child, boolean own) {
        remaining--;
        if (own) {
            ownedRemaining--;
        }
        Throwable failure = settled ? null : failureOf(child);
        if (failure == null || isDone()) {
            return;
        }
        if (firstFailure == null) {
            firstFailure = failure;
            cancelOwned();
        } else if (replacesFirst(failure)) {
            firstFailure = failure;
        } else if (failure != firstFailure && !(failure instanceof CancellationException)) {
            firstFailure.addSuppressed(failure);
        }
    }

    /** When this was cancelled, a real failure of a child counts for more than the cancellation of another. */
    private boolean replacesFirst(Throwable failure) {
        return cancelRequested
                && firstFailure instanceof CancellationException
                && !(failure instanceof CancellationException);
    }

    private void cancelOwned() {
        for (int i = 0; i < owned.length; i++) {
            if (owned[i]) {
                children.get(i).cancel();
            }
        }
    }

    private void endIfOver() {
        if (isDone()) {
            return;
        }
        if (remaining == 0 && settled) {
            settleWith(cancelRequested ? endOfCancelledSettling() : mask(outcomes()));
        } else if (remaining == 0 && firstFailure == null) {
            settleWith(mask(results()));
        } else if (cancelRequested) {
            if (remaining == 0) {
                settleWith(endOfCancelled(Objects.requireNonNull(firstFailure)));
            }
        } else if (firstFailure != null && ownedRemaining == 0) {
            settleWith(Ended.failed(firstFailure));
            leaveOthers();
        }
    }

    /** What still goes on belongs to others, and may live for long: no trace of each is to be left there. */
    private void leaveOthers() {
        for (Promise<? extends T> child : children) {
            if (!child.isDone()) {
                child.removeDoneCallback(home, otherEnded);
                child.removeDoneCallback(home, NOTICE);
                child.addDoneCallback(home, NOTICE);
            }
        }
    }

    private static void takeNotice(Promise<?> late) {
        late.outcome();
    }

    private static Ended endOfCancelled(Throwable failure) {
        return failure instanceof CancellationException ? Ended.cancelled(failure.getMessage()) : Ended.failed(failure);
    }

    /** Values that have come all the same are kept. */
    private Object endOfCancelledSettling() {
        List<Outcome<?>> outcomes = outcomes();
        for (Outcome<?> outcome : outcomes) {
            if (outcome instanceof Outcome.Cancelled<?> cancelled) {
                return Ended.cancelled(cancelled.message());
            }
        }
        return mask(outcomes);
    }

    @Override
    public boolean cancel(@Nullable String message) {
        if (isDone()) {
            return false;
        }
        if (runsHere(home)) {
            return cancelChildren(message);
        }
        if (!beginActing(home)) {
            home.execute(() -> cancel(message));
            return true;
        }
        try {
            return cancelChildren(message);
        } finally {
            endActing(home);
        }
    }

    private boolean cancelChildren(@Nullable String message) {
        boolean any = false;
        for (Promise<?> child : children) {
            any |= child.cancel(message);
        }
        cancelRequested |= any;
        return any;
    }

    private static @Nullable Throwable failureOf(Promise<?> child) {
        Outcome<?> end = child.outcome();
        if (end instanceof Outcome.Failure<?> failure) {
            return failure.exception();
        }
        return end instanceof Outcome.Cancelled<?> cancelled ? new CancellationException(cancelled.message()) : null;
    }

    private List<Outcome<?>> outcomes() {
        List<Outcome<?>> outcomes = new ArrayList<>(children.size());
        children.forEach(child -> outcomes.add(child.outcome()));
        return Collections.unmodifiableList(outcomes);
    }

    private List<T> results() {
        List<T> results = new ArrayList<>(children.size());
        children.forEach(child -> results.add(child.result()));
        return Collections.unmodifiableList(results);
    }
}
