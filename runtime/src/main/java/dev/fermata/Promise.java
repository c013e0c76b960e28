package dev.fermata;

import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.Step;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A result that will be there later, asyncio's {@code Future}: pending, then once and for all completed, failed or
 * cancelled. Any number of tasks may await it.
 *
 * <p>A promise belongs to an event loop. Called on another thread, the methods that change it hand the change to the
 * loop, in order; the methods that read it see the state of that moment. When the loop is closed, changes take effect at once,
 * and only futures of {@link #toCompletableFuture} see them: tasks and callbacks have nobody to run them.
 *
 * @param <T> the type of the result
 */
public sealed class Promise<T extends @Nullable Object> extends Leaf implements Awaitable<T>
        permits Task, Gathering, Shielding {

    private static final Object NULL = new Object();
    private static final VarHandle OUTCOME;

    static {
        try {
            OUTCOME = MethodHandles.lookup().findVarHandle(Promise.class, "outcome", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable EventLoop loop;

    /**
     * Null while pending; afterwards the value itself, or {@link #NULL} for null, or what {@link Ended} says. Written by
     * {@link #publish}, so that other threads may read it with acquire.
     */
    private @Nullable Object outcome;

    /** Who waits, in order. Owned by the loop's thread; without a loop guarded by this. */
    private @Nullable Object waiters;

    /**
     * Makes a pending promise of the loop that is running on this thread.
     *
     * @throws IllegalStateException if there is none
     */
    public Promise() {
        loop = EventLoop.current();
        noteCreation(loop, this);
    }

    /** Makes a pending promise of {@code loop}. */
    public Promise(EventLoop loop) {
        this.loop = Objects.requireNonNull(loop, "loop");
        noteCreation(loop, this);
    }

    /** For tasks, which may do without a loop; the argument only selects this constructor. */
    Promise(@Nullable EventLoop loop, @Nullable Void task) {
        this.loop = loop;
        if (loop != null) {
            noteCreation(loop, this);
        }
    }

    /** The loop that this belongs to; null for a task of a hot call that was made outside of any loop. */
    public final @Nullable EventLoop loop() {
        return loop;
    }

    /** True if this is completed, failed or cancelled. Any thread. */
    public final boolean isDone() {
        return OUTCOME.getAcquire(this) != null;
    }

    /** True if this was cancelled. Any thread. */
    public final boolean isCancelled() {
        return OUTCOME.getAcquire(this) instanceof Ended ended && ended.isCancelled();
    }

    /**
     * Returns the result or throws the failure, the original object whether checked or not. Any thread; never blocks.
     *
     * @throws IllegalStateException if this is pending
     * @throws CancellationException if this was cancelled
     */
    public final T result() {
        return outcome().get();
    }

    /**
     * The failure, or null if this has a result. Any thread; never blocks.
     *
     * @throws IllegalStateException if this is pending
     * @throws CancellationException if this was cancelled
     */
    public final @Nullable Throwable exception() {
        Outcome<T> end = outcome();
        if (end instanceof Outcome.Cancelled) {
            end.get();
        }
        return end instanceof Outcome.Failure<T> failure ? failure.exception() : null;
    }

    /**
     * How this ended. Any thread; never blocks.
     *
     * @throws IllegalStateException if this is pending
     */
    @SuppressWarnings("unchecked")
    public final Outcome<T> outcome() {
        Object end = OUTCOME.getAcquire(this);
        if (end == null) {
            throw new IllegalStateException("still pending: " + this);
        }
        return end instanceof Ended ended
                ? (Outcome<T>) ended.read()
                : new Outcome.Success<>(Unchecked.value(unmask(end)));
    }

    /**
     * Completes this with {@code value}.
     *
     * @throws IllegalStateException if this is done already; on another thread, if that can be seen at once
     */
    public final void complete(T value) {
        if (!completeHere(value)) {
            settleFromOutside(mask(value), true);
        }
    }

    /** As {@link #complete}, with a failure, which will be thrown as it is. */
    public final void fail(Throwable failure) {
        settleFromOutside(Ended.failed(Objects.requireNonNull(failure, "failure")), true);
    }

    /**
     * Completes this with {@code value} if it is pending. Returns false if it was done already; on another thread true
     * means that the value was handed to the loop, where something else may still come first.
     */
    public final boolean tryComplete(T value) {
        return completeHere(value) || settleFromOutside(mask(value), false);
    }

    /** Completes this in few steps, and with few nested calls, if it is pending and on this thread; else returns false. */
    private boolean completeHere(T value) {
        EventLoop home = loop;
        if (home == null || outcome != null || getClass() != Promise.class || !runsHere(home)) {
            return false;
        }
        publish(mask(value));
        Object notify = waiters;
        if (notify != null) {
            waiters = null;
            if (notify instanceof LoopTask<?> task) {
                post(home, task);
            } else {
                Waiters.fireAll(notify);
            }
        }
        return true;
    }

    /** Sets the outcome with release; by a fence, which the JVM knows how to inline wherever this is called. */
    private void publish(Object end) {
        VarHandle.releaseFence();
        outcome = end;
    }

    /** As {@link #tryComplete}, with a failure. */
    public final boolean tryFail(Throwable failure) {
        return settleFromOutside(Ended.failed(Objects.requireNonNull(failure, "failure")), false);
    }

    /**
     * Takes over the outcome of {@code source}, which is done: result, failure or cancellation. Does nothing if this was
     * cancelled.
     *
     * @throws IllegalStateException if {@code source} is pending, or if this is done and not cancelled
     */
    public final void copyFrom(Promise<? extends T> source) {
        source.outcome();
        if (!isCancelled()) {
            Object end = Objects.requireNonNull(OUTCOME.getAcquire(source));
            settleFromOutside(end instanceof Ended ended ? ended.copy() : end, true);
        }
    }

    /** Cancels this; returns false if it was done already. */
    public final boolean cancel() {
        return cancel(null);
    }

    /**
     * Cancels this; returns false if it was done already. On another thread true means that the request was handed to
     * the loop.
     *
     * @param message the message of the exception that those who wait will get; may be null
     */
    public boolean cancel(@Nullable String message) {
        return settleFromOutside(Ended.cancelled(message), false);
    }

    /**
     * Arranges that {@code callback} is called with this, by the loop, once this is done; at once, but still by the loop,
     * if it is done already. Callbacks run in the order in which they were added.
     */
    public final void addDoneCallback(Consumer<? super Promise<T>> callback) {
        DoneCallback<T> added = new DoneCallback<>(this, Objects.requireNonNull(callback, "callback"));
        if (loop == null || runsHere(loop)) {
            addOrFire(added);
        } else if (isDone()) {
            added.fire();
        } else {
            changeOrThrow(loop, new PromiseChange(this, () -> addOrFire(added)));
        }
    }

    /** As {@link #addDoneCallback}; {@code home} calls {@code callback} also if this belongs to no loop. */
    final void addDoneCallback(EventLoop home, Consumer<? super Promise<T>> callback) {
        addDoneCallback(loop == null ? DoneCallback.on(home, callback) : callback);
    }

    /** Takes {@link #addDoneCallback(EventLoop, Consumer)} back. */
    final void removeDoneCallback(EventLoop home, Consumer<? super Promise<T>> callback) {
        removeDoneCallback(loop == null ? DoneCallback.on(home, callback) : callback);
    }

    private void addOrFire(DoneCallback<T> added) {
        if (!addWaiter(added)) {
            added.fire();
        }
    }

    /** Makes {@code change} now if this thread may act for the loop, which does not run here; else posts it. */
    private static boolean changeOrPost(EventLoop home, PromiseChange change) {
        if (!beginActing(home)) {
            return post(home, change);
        }
        try {
            change.make();
        } finally {
            endActing(home);
        }
        return true;
    }

    private static void changeOrThrow(EventLoop home, PromiseChange change) {
        if (!changeOrPost(home, change)) {
            throw new IllegalStateException("the event loop is closed");
        }
    }

    /**
     * Removes every callback equal to {@code callback} and returns how many there were.
     *
     * @throws IllegalStateException if called on another thread than the loop's
     */
    public final int removeDoneCallback(Consumer<? super Promise<T>> callback) {
        if (loop == null) {
            synchronized (this) {
                return remove(callback);
            }
        }
        if (runsHere(loop)) {
            return remove(callback);
        }
        if (!beginActing(loop)) {
            throw new IllegalStateException("remove callbacks on the thread of the loop; use loop.execute(...)");
        }
        try {
            return remove(callback);
        } finally {
            endActing(loop);
        }
    }

    private int remove(Consumer<? super Promise<T>> callback) {
        int removed = 0;
        for (DoneCallback<?> candidate : Waiters.callbacks(waiters)) {
            if (candidate.calls(callback)) {
                waiters = Waiters.remove(waiters, candidate);
                removed++;
            }
        }
        return removed;
    }

    /**
     * A future that completes as this does, failures as the original exception object. Cancelling it cancels this.
     * Blocking on it on the loop's own thread throws {@link IllegalStateException}. Any thread.
     */
    public final CompletableFuture<T> toCompletableFuture() {
        if (isDone()) {
            return PromiseFuture.done(outcome());
        }
        PromiseFuture<T> future = new PromiseFuture<>(this);
        DoneCallback<T> mirror = DoneCallback.mirror(this, future);
        if (loop == null || runsHere(loop)) {
            addOrFire(mirror);
        } else {
            PromiseChange adding = new PromiseChange(this, () -> addOrFire(mirror));
            if (!changeOrPost(loop, adding)) {
                adding.dropped();
            }
        }
        return future;
    }

    @Override
    public final void await(Waiter<? super T> waiter) {
        waiter.onCancel(this::cancel);
        addDoneCallback(done -> {
            Outcome<T> end = done.outcome();
            if (end instanceof Outcome.Success<T> success) {
                waiter.complete(success.value());
            } else if (end instanceof Outcome.Failure<T> failure) {
                waiter.fail(failure.exception());
            } else if (end instanceof Outcome.Cancelled<T> cancelled) {
                waiter.fail(new CancellationException(cancelled.message()));
            }
        });
    }

    @Override
    final boolean isReady() {
        return outcome != null; // who has seen it takes it with acquire
    }

    @Override
    final boolean subscribe(Task<?> task) {
        if (task == this) {
            throw new IllegalStateException("a task cannot await itself: " + this);
        }
        if (loop != null && task.loop() == loop) {
            return addUnlessDone(task); // a task is on its loop's thread when it awaits
        }
        return subscribeAcross(task);
    }

    /** For a task or a promise without a loop, and for a task of another loop, which may await only what is done. */
    private boolean subscribeAcross(Task<?> task) {
        if (isDone()) {
            return false;
        }
        checkSameLoop(task);
        if (loop == null || runsHere(loop)) {
            return addWaiter(task);
        }
        changeOrThrow(loop, new PromiseChange(this, () -> {
            if (!addWaiter(task)) {
                task.wake();
            }
        }));
        return true;
    }

    private void checkSameLoop(Task<?> task) {
        if (loop != null && task.loop() != null && task.loop() != loop) {
            throw new IllegalStateException(task + " awaits " + this + ", which is attached to a different loop");
        }
    }

    @Override
    final @Nullable Object take() {
        Object end = Objects.requireNonNull(OUTCOME.getAcquire(this));
        return end instanceof Ended ended ? ended.read().get() : unmask(end);
    }

    @Override
    final boolean interrupt(Task<?> task) {
        Interruptions.pass(this, task.cancelMessage());
        return true;
    }

    /** True if this has failed; a cancellation is no failure. Does not count as somebody who asked for it. */
    final boolean hasFailed() {
        return OUTCOME.getAcquire(this) instanceof Ended ended && ended.failure() != null;
    }

    /** The failure if nobody has asked for it yet, else null; does not count as asking. */
    final @Nullable Throwable unseenFailure() {
        return OUTCOME.getAcquire(this) instanceof Ended ended ? ended.unreadFailure() : null;
    }

    /** Settles this on the loop's thread, or on the one that runs the task; false if it was done already. */
    final boolean settleWith(Object end) {
        if (loop == null) {
            return settleWithoutLoop(end);
        }
        if (outcome != null) {
            return false;
        }
        publish(end);
        if (end instanceof Ended ended && ended.failure() != null && !(this instanceof Task)) {
            LiveTasks.of(loop).keepFailed(this);
        }
        Object notify = waiters;
        if (notify != null) {
            waiters = null;
            Waiters.fireAll(notify);
        }
        return true;
    }

    private boolean settleWithoutLoop(Object end) {
        Object notify;
        synchronized (this) {
            if (outcome != null) {
                return false;
            }
            publish(end);
            notify = waiters;
            waiters = null;
        }
        Waiters.fireAll(notify);
        return true;
    }

    /** How {@link #settleWith} wants a value. */
    static Object mask(@Nullable Object value) {
        return value == null ? NULL : value;
    }

    private static @Nullable Object unmask(Object end) {
        return end == NULL ? null : end;
    }

    private boolean settleFromOutside(Object end, boolean mustSucceed) {
        if (this instanceof Task && !(end instanceof Ended ended && ended.isCancelled())) {
            throw new IllegalStateException("a task is completed by its body alone: " + this);
        }
        boolean handedOver = false;
        if (isDone()) {
            if (end instanceof Ended ended && ended.isCancelled()) {
                outcome(); // whoever cancels what has failed has taken notice of it
            }
        } else {
            if (loop == null || runsHere(loop)) {
                return settleWith(end);
            }
            if (settleWhileNotRunning(loop, end)) {
                return true;
            }
            handedOver = !isDone() && postSettling(loop, end, mustSucceed);
            if (!handedOver && settleAlone(end)) {
                return true;
            }
        }
        if (mustSucceed && !handedOver && isDone()) {
            throw new IllegalStateException("already done: " + this);
        }
        return handedOver;
    }

    /** Settles this at once if this thread may act for the loop, which is not running here. */
    private boolean settleWhileNotRunning(EventLoop home, Object end) {
        if (!beginActing(home)) {
            return false;
        }
        try {
            return settleAlone(end);
        } finally {
            endActing(home);
        }
    }

    /**
     * Settles this for a loop that is not running. If it is closed, every thread may do so: it has none any more, and others
     * may still block on a future that mirrors this.
     */
    private synchronized boolean settleAlone(Object end) {
        return settleWith(end);
    }

    private boolean postSettling(EventLoop home, Object end, boolean mustSucceed) {
        return Step.post(home, new PromiseChange(this, () -> {
            if (!settleWith(end) && mustSucceed && !isCancelled()) {
                home.reportFailure(new ErrorContext(
                        "completed from another thread when it was done already",
                        new IllegalStateException("already done: " + this),
                        this));
            }
        }));
    }

    /** Adds a waiting task or a {@link DoneCallback}; false if this is done. */
    private boolean addWaiter(Object waiter) {
        if (loop == null) {
            synchronized (this) {
                return addUnlessDone(waiter);
            }
        }
        return addUnlessDone(waiter);
    }

    private boolean addUnlessDone(Object waiter) {
        if (outcome != null) {
            return false;
        }
        waiters = Waiters.add(waiters, waiter);
        return true;
    }

    /** What {@link #toString} says about the state. Results are left out: they may contain this promise. */
    final String describeState() {
        Object end = OUTCOME.getAcquire(this);
        if (end == null) {
            return "pending";
        }
        return end instanceof Ended ended ? ended.toString() : "done";
    }

    @Override
    public String toString() {
        return "Promise[" + describeState() + "]";
    }
}
