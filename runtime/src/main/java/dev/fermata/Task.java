package dev.fermata;

import dev.fermata.codegen.Frame;
import dev.fermata.codegen.Suspended;
import dev.fermata.loop.EventLoop;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A running coroutine: started by {@link Tasks#start} or by the call of a hot {@link Async} method, it runs concurrently
 * with others and is the promise of its own result. It cannot be completed from outside, only cancelled.
 *
 * <p>A task runs on the thread of its loop. One that was started by a hot call outside of any loop runs on the thread
 * that completes what it awaits, on one at a time.
 *
 * @param <T> the type of the result
 */
public abstract sealed class Task<T extends @Nullable Object> extends Promise<T> permits LoopTask, DetachedTask {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();
    private volatile @Nullable String name;

    /** The task as a whole, as a scope; made when it is first cancelled. */
    volatile @Nullable CancelScope root;

    // What follows is owned by the thread that runs the task.

    /** The suspended frame to resume, and to start with the outermost one. */
    private @Nullable Frame innermost;

    /** The innermost scope that was entered and not left. */
    private @Nullable CancelScope scope;

    /** On whose behalf the leaf that this task waits for was interrupted. */
    @Nullable
    CancelScope interrupting;

    /** During the first run of a hot call: the task that made the call. */
    private @Nullable Task<?> hotCaller;

    private int cancelRequests;

    /** The context variables: see {@link Context}. */
    @Nullable
    Object context = CurrentContext.copyForTask();

    Task(@Nullable EventLoop loop) {
        super(loop, (Void) null);
    }

    /** The name: the one it was given, or {@code Task-N} with a number that grows. Any thread. */
    public final String name() {
        String given = name;
        return given == null ? "Task-" + number : given;
    }

    /** Sets the name. Any thread. */
    public final void setName(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Asks the task to end: its body gets a {@link Cancellation} where it is suspended or, if it is not or has a result
     * coming already, at its next suspension. A task that has not begun never will. One that returns all the same keeps
     * its result. Asking again interrupts again only after {@link #uncancel}. Any thread.
     *
     * @param message the message of the {@link Cancellation}; may be null
     * @return false if the task was done already
     */
    @Override
    public abstract boolean cancel(@Nullable String message);

    /** How many calls of {@link #cancel} were not taken back by {@link #uncancel}. */
    public final int cancelling() {
        return cancelRequests;
    }

    /**
     * Takes one {@link #cancel} back, after its {@link Cancellation} was caught and is not passed on. Returns how many
     * are left; when none is, the task can be cancelled again. On a task that is done it has no effect but on the count.
     */
    public final int uncancel() {
        if (cancelRequests > 0 && --cancelRequests == 0 && root != null) {
            root.reset();
        }
        return cancelRequests;
    }

    @Override
    public final String toString() {
        Object waitingFor = isDone() ? null : leaf();
        return name() + "[" + describeState() + (waitingFor == null ? "" : ", awaiting " + describe(waitingFor)) + "]";
    }

    private static String describe(Object awaited) {
        return awaited instanceof Task<?> task ? task.name() : awaited.toString();
    }

    /** The context that this runs in. To be called by the thread that runs the task. */
    public final Context context() {
        if (CurrentTask.get() == this) {
            return Context.current();
        }
        Context live = Context.live(context);
        context = live;
        return live;
    }

    // Scheduling.

    /** The leaf that this waits for; null if it is running or has not begun. */
    abstract @Nullable Leaf leaf();

    /** Called once by the leaf that this waits for, on any thread, when {@link Leaf#take} has an outcome. */
    abstract void wake();

    /** Called on any thread when a scope of this task was cancelled. */
    abstract void scopeCancelled();

    /** Suspends at {@code leaf}. Returns false, with the outcome delivered, if the task goes on at once. */
    abstract boolean waitAt(Leaf leaf);

    /** Called when the first run of a hot call begins to wait. */
    abstract void hotCallSuspends();

    /** Publishes the end: see {@link Promise#settleWith}. */
    abstract void finish(Object end);

    /** The running task, which there must be. */
    static Task<?> current() {
        Task<?> current = CurrentTask.get();
        if (current == null) {
            throw new IllegalStateException("not inside a task");
        }
        return current;
    }

    final @Nullable CancelScope innermostScope() {
        return scope;
    }

    final void setInnermostScope(@Nullable CancelScope innermostScope) {
        scope = innermostScope;
    }

    /** What a promise that is cancelled because this task is interrupted gets as its message. */
    final @Nullable String cancelMessage() {
        return interrupting == null ? null : interrupting.message();
    }

    /** Counts a request and cancels the task as a whole. */
    final void cancelRoot(@Nullable String message, boolean anew) {
        CancelScope whole;
        synchronized (this) {
            cancelRequests++;
            whole = root;
            if (whole == null) {
                whole = new CancelScope(this);
                root = whole;
            }
        }
        if (anew) {
            whole.cancelAnew(message);
        } else {
            whole.cancel(message);
        }
    }

    /** As {@link #cancel}, but interrupts even a task that was cancelled before. On the loop's thread. */
    final void cancelAnew(String message) {
        if (!isDone()) {
            cancelRoot(message, true);
        }
    }

    /** Sets what to run. */
    final void begin(Frame coroutine) {
        claim(coroutine);
        innermost = coroutine;
    }

    /** Runs until the body waits or has ended. */
    final void advance() {
        Task<?> before = CurrentTask.swap(this);
        Object end;
        try {
            end = runBody();
        } finally {
            CurrentTask.swap(before);
        }
        if (end != null) {
            finish(end);
        }
    }

    /** Returns null if the body waits, and then this may already be running on another thread; else its end. */
    final @Nullable Object runBody() {
        try {
            while (true) {
                Object result = proceedInContext(Objects.requireNonNull(innermost));
                if (!(result instanceof Frame suspended)) {
                    return mask(value(result));
                }
                if (suspendedAt(suspended)) {
                    return null;
                }
            }
        } catch (Throwable failure) {
            return failed(failure);
        }
    }

    private @Nullable Object proceedInContext(Frame frame) throws Throwable {
        enterContext();
        try {
            return proceed(frame);
        } finally {
            leaveContext();
        }
    }

    private void enterContext() {
        if (context != null) {
            context = Context.entered(context);
        }
    }

    /** To be called before others may run this task. */
    private void leaveContext() {
        if (context instanceof Context live) {
            live.leave();
        }
    }

    private boolean suspendedAt(Frame suspended) {
        innermost = suspended;
        return waitAt((Leaf) awaited(suspended));
    }

    private static Object failed(Throwable failure) {
        return failure instanceof Cancellation
                ? new Outcome.Cancelled<>(failure.getMessage())
                : new Outcome.Failure<>(failure);
    }

    /** Gives the body what {@code leaf}, which is done, has. */
    final void deliverOutcome(Leaf leaf) {
        Frame frame = Objects.requireNonNull(innermost);
        CancelScope asked = interrupting;
        interrupting = null;
        try {
            deliver(frame, leaf.take());
        } catch (Throwable failure) {
            if (asked != null && failure instanceof CancellationException) {
                deliverFailure(frame, new Cancellation(asked));
                return;
            }
            deliverFailure(frame, failure);
        }
        if (asked != null) {
            asked.markInterrupted(false);
        }
    }

    /** Gives the body the cancellation of the scope that interrupts it. */
    final void deliverCancellation() {
        CancelScope asked = Objects.requireNonNull(interrupting);
        interrupting = null;
        deliverFailure(Objects.requireNonNull(innermost), new Cancellation(asked));
    }

    /** Gives the body {@code failure}. */
    final void deliverToBody(Throwable failure) {
        deliverFailure(Objects.requireNonNull(innermost), failure);
    }

    /** Interrupts {@code leaf} for the outermost scope that wants it. Returns false if the wait is given up. */
    final boolean interruptFor(Leaf leaf) {
        CancelScope asking = interrupting == null ? pendingScope() : null;
        if (asking == null) {
            return true;
        }
        interrupting = asking;
        asking.markInterrupted(true);
        return leaf.interrupt(this);
    }

    private @Nullable CancelScope pendingScope() {
        CancelScope outermost = null;
        for (CancelScope candidate = scope; candidate != null; candidate = candidate.outer) {
            if (candidate.isPending()) {
                outermost = candidate;
            }
            if (candidate.shields) {
                return outermost;
            }
        }
        CancelScope whole = root;
        return whole != null && whole.isPending() ? whole : outermost;
    }

    // Hot calls.

    /** Makes the task of a hot call, and makes it the current one. */
    static Task<?> beginHot() {
        EventLoop loop = EventLoop.running();
        Task<?> call = loop == null ? new DetachedTask<@Nullable Object>() : new LoopTask<@Nullable Object>(loop);
        call.hotCaller = CurrentTask.swap(call);
        call.enterContext();
        return call;
    }

    /** Ends the first run of a hot call; {@code result} is what its body returned. */
    final Task<T> endHot(@Nullable Object result) {
        Task<?> caller = hotCaller;
        hotCaller = null;
        Object end;
        try {
            end = settleHot(result);
        } catch (Throwable failure) {
            end = failed(failure);
        } finally {
            CurrentTask.swap(caller);
        }
        if (end != null) {
            finish(end);
        }
        return this;
    }

    private @Nullable Object settleHot(@Nullable Object result) throws Throwable {
        Object settled;
        try {
            settled = result instanceof Suspended ? settle(result) : result;
        } finally {
            leaveContext();
        }
        if (!(settled instanceof Frame suspended)) {
            return mask(value(settled));
        }
        hotCallSuspends();
        return suspendedAt(suspended) ? null : runBody();
    }

    /** Ends the first run of a hot call whose body threw. */
    final Task<T> endHotFailed(Throwable failure) {
        leaveContext();
        CurrentTask.swap(hotCaller);
        hotCaller = null;
        finish(failed(failure));
        return this;
    }
}
