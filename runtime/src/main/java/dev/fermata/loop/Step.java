package dev.fermata.loop;

import dev.fermata.internal.context.CallbackContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the queues of an event loop hold: a {@link Handle}, or a task that is to go on. For the runtime's own subclasses
 * only.
 *
 * <p>A task is queued as itself, so that waking it allocates nothing. The protected static methods are the door through
 * which tasks, whose classes derive from this one in another package, reach their loop.
 */
public abstract class Step {

    /** For the runtime's own subclasses. */
    protected Step() {}

    /** True for errors of the virtual machine that must not be swallowed; deep recursion is the program's own affair. */
    protected static boolean isFatal(Throwable failure) {
        return failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
    }

    /** Takes one turn on the loop's thread. */
    protected abstract void turn();

    /** Called in place of {@link #turn} when the loop is closed before it comes to this, on the thread that closes it. */
    protected void dropped() {}

    /** True of a timer that was cancelled: it is not to be due any more. */
    protected boolean isObsolete() {
        return false;
    }

    /** {@link #isObsolete} of {@code timer}. */
    protected static boolean isObsoleteTimer(Step timer) {
        return timer.isObsolete();
    }

    /** What the code that runs the tasks of a loop keeps with the loop. */
    public abstract static class TaskBook {

        /** For the runtime's own subclasses. */
        protected TaskBook() {}

        /** Called on the loop's thread when the loop is closed for good. */
        protected abstract void loopClosed();

        /**
         * Cancels every unfinished task and, when they have ended, closes the streams that are open; calls {@code
         * whenEnded}, as everything, on the loop's thread.
         */
        protected abstract void endAll(Runnable whenEnded);

        /**
         * Called when a step gets its turn, which may be within another's, if that has a host work off its events: what has entered
         * meanwhile is put aside. Returns it. On the loop's thread.
         */
        protected abstract @Nullable Object beginTurn();

        /** Called when the turn has ended, with what {@link #beginTurn} has put aside; null for nobody. */
        protected abstract void endTurn(@Nullable Object entered);

        /** Describes every unfinished task. */
        protected abstract String dump();
    }

    /** Queues {@code step} from any thread; returns false, and does nothing, if the loop is closed. */
    protected static boolean post(EventLoop loop, Step step) {
        return loop.post(step);
    }

    /** True if {@code loop} is running on this thread: then nobody else touches what it owns. */
    protected static boolean runsHere(EventLoop loop) {
        return loop.runsHere();
    }

    /**
     * True if {@code loop}, which is not running here, is not running at all and belongs to this thread, which then may act
     * as if on the loop until {@link #endActing} is called. With false, it has to post what it wants.
     */
    protected static boolean beginActing(EventLoop loop) {
        return loop.beginActing();
    }

    /** Ends what {@link #beginActing} has allowed. */
    protected static void endActing(EventLoop loop) {
        loop.endActing();
    }

    /** Notes down that this thread works for {@code loop}, outside of it, until {@link #workerLeft}. */
    protected static void workerCame(EventLoop loop) {
        loop.workers.add(Thread.currentThread());
    }

    /** Takes {@link #workerCame} back. */
    protected static void workerLeft(EventLoop loop) {
        loop.workers.remove(Thread.currentThread());
    }

    /** Remembers, in debug mode, that {@code created} is being created. Any thread. */
    protected static void noteCreation(EventLoop loop, Object created) {
        loop.noteCreation(created);
    }

    /**
     * True if a task that is started now is to begin at once, on the caller's stack; then {@link #endEagerStart} is to
     * follow. Any thread.
     */
    protected static boolean beginEagerStart(EventLoop loop) {
        return loop.beginEagerStart();
    }

    /** Ends what {@link #beginEagerStart} has allowed. */
    protected static void endEagerStart(EventLoop loop) {
        loop.eagerStarts--;
    }

    /** To be called for every coroutine when it is made. */
    protected static void coroutineCreated(Step coroutine) {
        UnusedCoroutines.created(coroutine);
    }

    /** To be called for every coroutine when it is awaited, started or closed. */
    protected static void coroutineUsed(Step coroutine) {
        UnusedCoroutines.used(coroutine);
    }

    /** The step that has its turn on {@code loop}; null if none has. On the loop's thread. */
    protected static @Nullable Step inTurn(EventLoop loop) {
        return loop.inTurn();
    }

    /** The context of the callback that {@code loop} is running; null if it is empty. On the loop's thread. */
    protected static @Nullable CallbackContext callbackContext(EventLoop loop) {
        return loop.callbackContext;
    }

    /** Sets the context of the callback that {@code loop} is running. On the loop's thread. */
    protected static void setCallbackContext(EventLoop loop, CallbackContext context) {
        loop.callbackContext = context;
    }

    /** The book that is kept with {@code loop}, made by {@code factory} at its first use. Any thread. */
    protected static TaskBook bookOf(EventLoop loop, Function<EventLoop, ? extends TaskBook> factory) {
        TaskBook kept = loop.book;
        return kept == null ? loop.makeBook(factory) : kept;
    }
}
