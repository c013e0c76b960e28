package dev.fermata;

import dev.fermata.codegen.Frame;
import dev.fermata.codegen.Suspended;
import dev.fermata.loop.EventLoop;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
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

    private static final int MARKS = 4;
    private static final int LARGEST_NUMBER = Integer.MAX_VALUE >> MARKS;

    /**
     * The number that a {@link #name} is made up of and, in the lowest four bits, two {@linkplain #mark marks}: one field,
     * since there may be very many tasks. The number begins anew after 2^27 tasks. Written by the thread that runs the
     * task, once others know it.
     */
    private int numberAndMarks;

    /** What most tasks never need; null until then. Once made it stays. */
    private volatile @Nullable TaskDetails details;

    /**
     * The suspended frame to resume, and to start with the outermost one; while it runs, the lowest one on the native
     * stack. Null during the first run of a hot call. Owned by the thread that runs the task.
     */
    private @Nullable Frame going;

    /** The context variables: see {@link Context}. Owned by the thread that runs the task. */
    @Nullable
    Object context;

    /**
     * Makes a task.
     *
     * @param number of a name to make up, see {@link #name}
     * @param context what it is to hold, see {@link Context}
     */
    Task(@Nullable EventLoop loop, int number, @Nullable Object context) {
        super(loop, (Void) null);
        numberAndMarks = (number < 0 ? -(-number & LARGEST_NUMBER) : number & LARGEST_NUMBER) << MARKS;
        this.context = context;
    }

    /**
     * The name: the one it was given, or {@code Task-N} with a number that grows with each task that the loop's thread
     * makes, up to 2<sup>27</sup>, and {@code Task-xN} of one that was made outside of it. Any thread.
     */
    public final String name() {
        TaskDetails known = details;
        String given = known == null ? null : known.name;
        int number = numberAndMarks >> MARKS;
        return given == null ? "Task-" + (number < 0 ? "x" + -number : number) : given;
    }

    /** A number from 0 to 3 that a kind of task keeps; {@code place} is 0 or 2. */
    final int mark(int place) {
        return (numberAndMarks >> place) & 3;
    }

    final void setMark(int place, int value) {
        numberAndMarks = (numberAndMarks & ~(3 << place)) | (value << place);
    }

    /** Sets the name. Any thread. */
    public final void setName(String name) {
        details().name = Objects.requireNonNull(name, "name");
    }

    private TaskDetails details() {
        TaskDetails known = details;
        if (known == null) {
            synchronized (this) {
                known = details;
                if (known == null) {
                    known = new TaskDetails();
                    details = known;
                }
            }
        }
        return known;
    }

    /** True if the task was cancelled and the cancellation is still to be delivered. */
    final boolean isCancelPending() {
        TaskDetails known = details;
        return known != null && known.root != null && known.root.isPending();
    }

    /**
     * The task as a whole, as a scope; null until it is first cancelled. Any thread. Not for what every task does: the JVM does not
     * inline a method whose result is of a class that was not loaded yet.
     */
    final @Nullable CancelScope root() {
        TaskDetails known = details;
        return known == null ? null : known.root;
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
        TaskDetails known = details;
        return known == null ? 0 : known.cancelRequests;
    }

    /**
     * Takes one {@link #cancel} back, after its {@link Cancellation} was caught and is not passed on. Returns how many
     * are left; when none is, the task can be cancelled again. On a task that is done it has no effect but on the count.
     */
    public final int uncancel() {
        TaskDetails known = details;
        if (known == null) {
            return 0;
        }
        if (known.cancelRequests > 0 && --known.cancelRequests == 0 && known.root != null) {
            known.root.reset();
        }
        return known.cancelRequests;
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

    /**
     * Where this task is: the activations of asynchronous methods that are suspended at an await or, if it has not begun,
     * about to start; the innermost first, each with file and line. Of a task that is running on this thread: the calls
     * that are under way, and the suspended callers beneath. Empty if it is done, or is running elsewhere. On the loop's
     * thread; on others it is a guess.
     */
    public final List<StackTraceElement> stack() {
        return isDone() ? List.of() : TaskStack.of(this, going);
    }

    /** Prints the name, the state and the {@link #stack} to {@code out}. */
    public final void printStack(PrintStream out) {
        StringBuilder text = new StringBuilder().append(this);
        stack().forEach(call ->
                text.append(System.lineSeparator()).append("    at ").append(call));
        out.println(text);
    }

    /**
     * The promises and tasks that have to end before this task goes on: what it awaits, what it awaits by {@link
     * Tasks#gather}, {@link Tasks#waitUntil}, {@link Tasks#shield} and the like, and the tasks of the groups that it runs.
     * On the loop's thread.
     */
    public final Set<Promise<?>> waitingFor() {
        return isDone() ? Set.of() : TaskStack.waitingFor(this, going);
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

    /** Keeps, during the first run of a hot call, what {@link CurrentTask#swap} has returned. */
    abstract void setEnteredBefore(@Nullable Task<?> task);

    /** Gives what {@link #setEnteredBefore} keeps, and keeps it no more. */
    abstract @Nullable Task<?> takeEnteredBefore();

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

    /** The innermost scope that was entered and not left. */
    final @Nullable CancelScope innermostScope() {
        TaskDetails known = details;
        return known == null ? null : known.scope;
    }

    final void setInnermostScope(@Nullable CancelScope innermostScope) {
        details().scope = innermostScope;
    }

    /** True if the leaf that this waits for was interrupted. */
    final boolean isInterrupting() {
        TaskDetails known = details;
        return known != null && known.interrupting != null;
    }

    /** What a promise that is cancelled because this task is interrupted gets as its message. */
    final @Nullable String cancelMessage() {
        TaskDetails known = details;
        return known == null || known.interrupting == null ? null : known.interrupting.message();
    }

    /** Counts a request and cancels the task as a whole. */
    final void cancelRoot(@Nullable String message, boolean anew) {
        TaskDetails known = details();
        CancelScope whole;
        synchronized (this) {
            known.cancelRequests++;
            whole = known.root;
            if (whole == null) {
                whole = new CancelScope(this);
                known.root = whole;
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
        going = coroutine;
    }

    /** What the body is to go on with. */
    final Frame innermost() {
        return Objects.requireNonNull(going);
    }

    /** What the body, suspended in {@code innermost}, waits for, or has been woken by. */
    static Leaf leafOf(Frame innermost) {
        return exchanged(innermost) instanceof Leaf leaf ? leaf : (Leaf) awaited(innermost);
    }

    /** As {@link #leafOf}, on any thread; null if the body has gone on meanwhile. */
    final @Nullable Leaf awaitedLeafIfAny() {
        Frame frame = going;
        return frame != null && pending(frame) instanceof Leaf leaf ? leaf : null;
    }

    /**
     * Goes on at {@code start}, the innermost frame. Returns null if the body waits, and then this may already be running on
     * another thread; else its end.
     */
    final @Nullable Object runBody(Frame start) {
        Frame frame = start;
        try {
            while (true) {
                Object result;
                Leaf awaited;
                enterContext();
                try {
                    Frame caller = callerOf(frame);
                    result = step(frame, caller);
                    if (result == frame && exchanged(frame) instanceof Leaf again) {
                        awaited = again; // nearly always
                    } else {
                        result = proceed(frame, caller, result);
                        awaited = suspendedAt(result);
                    }
                } finally {
                    leaveContext();
                }
                if (awaited == null) {
                    return returned(result);
                }
                if (waitAt(awaited)) {
                    return null;
                }
                frame = innermost();
            }
        } catch (Throwable failure) {
            going = null;
            return failed(failure);
        }
    }

    /** If {@code result} is the innermost frame, the leaf that the body waits for; null if it is the body's. */
    private @Nullable Leaf suspendedAt(@Nullable Object result) {
        if (!(result instanceof Frame suspended)) {
            return null;
        }
        if (going != suspended) { // a store costs more than a look
            going = suspended;
        }
        return leafOf(suspended);
    }

    private Object returned(@Nullable Object result) {
        going = null;
        TaskDetails known = details;
        if (known != null && known.root != null) {
            known.root.bodyReturned();
        }
        return mask(value(result));
    }

    private void enterContext() {
        Object held = context;
        if (held != null) {
            Object entered = Context.entered(held);
            if (entered != held) { // a store costs more than a look
                context = entered;
            }
        }
    }

    /** To be called before others may run this task. */
    private void leaveContext() {
        if (context instanceof Context live) {
            live.leave();
        }
    }

    /** So that no frame is kept that has ended, and a running task can tell where it is. */
    @Override
    protected final void goesOnAt(Frame frame) {
        going = frame;
    }

    private static Object failed(Throwable failure) {
        return failure instanceof Cancellation ? Ended.cancelled(failure.getMessage()) : Ended.failed(failure);
    }

    /**
     * To be called when the leaf that the body, suspended in {@code frame}, waits for is done. The body takes what it has, unless
     * the wait was interrupted.
     */
    final void leafDone(Frame frame) {
        if (isInterrupting()) {
            deliverAfterInterruption(frame, leafOf(frame));
        }
    }

    private void deliverAfterInterruption(Frame frame, Leaf leaf) {
        boolean cancelled = leaf.takesInterruption();
        CancelScope asked = takeInterrupting();
        if (cancelled) {
            deliverFailure(frame, cancellation(asked));
            return;
        }
        try {
            deliver(frame, leaf.take());
        } catch (CancellationException cancellation) {
            deliverFailure(frame, cancellation(asked));
            return;
        } catch (Throwable failure) {
            deliverFailure(frame, failure);
        }
        asked.markInterrupted(false);
    }

    /** Gives the body the cancellation of the scope that interrupts it. */
    final void deliverCancellation() {
        deliverFailure(innermost(), cancellation(takeInterrupting()));
    }

    /** What is thrown into the body; its stack trace tells where the body was, and who awaits it. */
    private Cancellation cancellation(CancelScope asked) {
        return new Cancellation(asked, TaskStack.ofSuspended(innermost()));
    }

    private CancelScope takeInterrupting() {
        TaskDetails known = details();
        CancelScope asked = Objects.requireNonNull(known.interrupting);
        known.interrupting = null;
        return asked;
    }

    /** Gives the body {@code failure}. */
    final void deliverToBody(Throwable failure) {
        deliverFailure(innermost(), failure);
    }

    /** Interrupts {@code leaf} for the outermost scope that wants it. Returns false if the wait is given up. */
    final boolean interruptFor(Leaf leaf) {
        TaskDetails known = details;
        if (known == null || known.interrupting != null) {
            return true;
        }
        CancelScope asking = known.pendingScope();
        if (asking == null) {
            return true;
        }
        known.interrupting = asking;
        asking.markInterrupted(true);
        return leaf.interrupt(this);
    }

    // Hot calls.

    /** Makes the task of a hot call, and makes it the current one. */
    static Task<?> beginHot() {
        EventLoop loop = EventLoop.running();
        Task<?> call = loop == null ? new DetachedTask<@Nullable Object>() : LoopTask.here(loop);
        call.setEnteredBefore(CurrentTask.swap(loop, call));
        call.enterContext();
        return call;
    }

    /** Ends the first run of a hot call; {@code result} is what its body returned. */
    final Task<T> endHot(@Nullable Object result) {
        Task<?> before = takeEnteredBefore();
        Object end;
        try {
            end = settleHot(result);
        } catch (Throwable failure) {
            end = failed(failure);
        } finally {
            CurrentTask.swap(loop(), before);
        }
        if (end != null) {
            finish(end);
        }
        return this;
    }

    private @Nullable Object settleHot(@Nullable Object result) throws Throwable {
        Object settled = result;
        Leaf awaited = null;
        try {
            if (result instanceof Suspended) {
                settled = settle(result);
                awaited = suspendedAt(settled);
            }
        } finally {
            leaveContext();
        }
        if (awaited == null) {
            return mask(value(settled));
        }
        hotCallSuspends();
        return waitAt(awaited) ? null : runBody(innermost());
    }

    /** Ends the first run of a hot call whose body threw. */
    final Task<T> endHotFailed(Throwable failure) {
        leaveContext();
        CurrentTask.swap(loop(), takeEnteredBefore());
        finish(failed(failure));
        return this;
    }
}
