package dev.fermata;

import dev.fermata.codegen.Frame;
import dev.fermata.loop.EventLoop;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task of an event loop. Every wake-up goes through the loop's queue, in asyncio's order; all state is owned by the
 * loop's thread.
 */
final class LoopTask<T extends @Nullable Object> extends Task<T> {

    /** Made, perhaps queued; its body has not begun. */
    private static final int NEW = 0;

    /** Its body runs, or has ended. */
    private static final int RUNNING = 1;

    /** It waits for its leaf, or has been woken by it and is queued. */
    private static final int WAITING = 2;

    /** The wait was given up because of an interruption: it is queued to get its cancellation. */
    private static final int GAVE_UP = 3;

    private static final int PHASE = 0;
    private static final int LISTING = 2;

    /** The next one in the list; before this is listed, in the first run of a hot call, who had entered before. */
    private @Nullable Task<?> next;

    @Nullable
    LoopTask<?> previous;

    private LoopTask(EventLoop loop, int number, @Nullable Object context) {
        super(loop, number, context);
    }

    /** Makes a task; any thread. */
    static <T extends @Nullable Object> LoopTask<T> of(EventLoop loop) {
        return new LoopTask<>(loop, nextNumber(loop), CurrentContext.copyForTask());
    }

    private static int nextNumber(EventLoop loop) {
        LiveTasks book = LiveTasks.of(loop);
        if (runsHere(loop) || !beginActing(loop)) {
            return book.nextNumber(runsHere(loop));
        }
        try {
            return book.nextNumber(true);
        } finally {
            endActing(loop);
        }
    }

    /** Makes a task on the thread that {@code loop} is running on. */
    static <T extends @Nullable Object> LoopTask<T> here(EventLoop loop) {
        LiveTasks book = LiveTasks.of(loop);
        return new LoopTask<>(loop, book.nextNumber(true), CurrentContext.copyForTaskOn(loop, book));
    }

    private int phase() {
        return mark(PHASE);
    }

    private void setPhase(int phase) {
        setMark(PHASE, phase);
    }

    /** True while the body runs, or is about to wait. */
    boolean isInBody() {
        return phase() == RUNNING && !isDone();
    }

    /** Whether, and then where, {@link LiveTasks} holds this. */
    int listing() {
        return mark(LISTING);
    }

    void setListing(int listing) {
        setMark(LISTING, listing);
    }

    private EventLoop home() {
        return Objects.requireNonNull(loop());
    }

    /** Starts the task as its loop does with tasks; on any thread. */
    void start() {
        EventLoop home = home();
        if (!beginEagerStart(home)) {
            startQueued();
            return;
        }
        try {
            startEagerly();
        } finally {
            endEagerStart(home);
        }
    }

    /** Lists the task and queues its first step; on any thread. */
    void startQueued() {
        EventLoop home = home();
        // Before the loop runs, another thread may begin to run it at any time.
        LiveTasks.of(home).add(this, runsHere(home));
        if (!post(home, this)) {
            LiveTasks.of(home).remove(this);
            throw new IllegalStateException("the event loop is closed");
        }
    }

    /** Lists the task and runs its first step on the spot; on the loop's thread. */
    void startEagerly() {
        LiveTasks book = LiveTasks.of(home());
        book.add(this, true);
        setPhase(RUNNING);
        Task<?> before = book.enter(this);
        Object end;
        try {
            end = runBody(innermost());
        } finally {
            book.enter(before);
        }
        if (end != null) {
            finishOnLoop(end);
        }
    }

    @Override
    protected void turn() {
        Frame frame = innermost();
        switch (phase()) {
            case NEW -> {
                LiveTasks.of(home()).arrived(this);
                if (isCancelPending()) {
                    finish(Ended.cancelled(Objects.requireNonNull(root()).message()));
                    return;
                }
            }
            case GAVE_UP -> deliverCancellation();
            default -> leafDone(frame);
        }
        setPhase(RUNNING);
        Object end = runBody(frame);
        if (end != null) {
            finishOnLoop(end);
        }
    }

    private void finishOnLoop(Object end) {
        finish(end);
        if (end instanceof Ended ended
                && ended.unreadFailure() instanceof VirtualMachineError fatal
                && isFatal(fatal)) {
            throw fatal;
        }
    }

    @Override
    boolean waitAt(Leaf awaited) {
        boolean waits;
        try {
            waits = awaited.subscribe(this);
        } catch (Throwable failure) {
            deliverToBody(failure);
            return false;
        }
        if (!waits) {
            leafDone(innermost());
        } else if (interruptFor(awaited)) {
            setPhase(WAITING);
        } else {
            waits = false;
            deliverCancellation();
        }
        return waits;
    }

    @Override
    void wake() {
        post(home(), this);
    }

    @Override
    public boolean cancel(@Nullable String message) {
        if (isDone()) {
            outcome(); // whoever cancels a task that has failed has taken notice of it
            return false;
        }
        EventLoop home = home();
        if (runsHere(home)) {
            cancelRoot(message, false);
            return true;
        }
        if (!beginActing(home)) {
            return PostedAction.post(home, () -> cancel(message));
        }
        try {
            cancelRoot(message, false);
        } finally {
            endActing(home);
        }
        return true;
    }

    @Override
    void scopeCancelled() {
        EventLoop home = home();
        if (runsHere(home)) {
            interruptIfWaiting();
        } else if (!beginActing(home)) {
            PostedAction.post(home, this::interruptIfWaiting);
        } else {
            try {
                interruptIfWaiting();
            } finally {
                endActing(home);
            }
        }
    }

    private void interruptIfWaiting() {
        if (phase() == WAITING && !interruptFor(leafOf(innermost()))) {
            setPhase(GAVE_UP);
            post(home(), this);
        }
    }

    /** The next one in the list, if this is listed. */
    @Nullable
    LoopTask<?> next() {
        return next instanceof LoopTask<?> task ? task : null;
    }

    void setNext(@Nullable LoopTask<?> next) {
        this.next = next;
    }

    @Override
    void setEnteredBefore(@Nullable Task<?> task) {
        next = task;
    }

    @Override
    @Nullable
    Task<?> takeEnteredBefore() {
        Task<?> before = next;
        next = null;
        return before;
    }

    @Override
    void hotCallSuspends() {
        setPhase(RUNNING);
        LiveTasks.of(home()).add(this, true);
    }

    @Override
    void finish(Object end) {
        settleWith(end);
        LiveTasks.of(home()).finished(this, end);
    }

    @Override
    @Nullable
    Leaf leaf() {
        return phase() == WAITING || phase() == GAVE_UP ? awaitedLeafIfAny() : null;
    }
}
