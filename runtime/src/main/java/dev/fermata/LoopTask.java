package dev.fermata;

import dev.fermata.loop.EventLoop;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task of an event loop. Every wake-up goes through the loop's queue, in asyncio's order; all state is owned by the
 * loop's thread.
 */
final class LoopTask<T extends @Nullable Object> extends Task<T> {

    /** What this waits for, or has been woken by; null while it runs and before it has begun. */
    private @Nullable Leaf leaf;

    private boolean begun;

    /** The wait was given up because of an interruption: the task is queued to get its cancellation. */
    private boolean gaveUp;

    /** The links of the list in {@link LiveTasks}. */
    @Nullable
    LoopTask<?> next;

    @Nullable
    LoopTask<?> previous;

    boolean listed;

    LoopTask(EventLoop loop) {
        super(loop);
    }

    private EventLoop home() {
        return Objects.requireNonNull(loop());
    }

    /** Lists the task and queues its first step; on any thread. */
    void start() {
        LiveTasks.of(home()).add(this);
        if (!post(home(), this)) {
            LiveTasks.of(home()).remove(this);
            throw new IllegalStateException("the event loop is closed");
        }
    }

    /** Lists the task and runs its first step on the spot; on the loop's thread. */
    void startEagerly() {
        LiveTasks.of(home()).add(this);
        begun = true;
        advanceUnlessFatal();
    }

    @Override
    protected void turn() {
        if (!begun) {
            begun = true;
            CancelScope whole = root;
            if (whole != null && whole.isPending()) {
                finish(new Outcome.Cancelled<>(whole.message()));
                return;
            }
        } else if (gaveUp) {
            gaveUp = false;
            leaf = null;
            deliverCancellation();
        } else {
            Leaf woke = Objects.requireNonNull(leaf);
            leaf = null;
            deliverOutcome(woke);
        }
        advanceUnlessFatal();
    }

    private void advanceUnlessFatal() {
        advance();
        if (unseenFailure() instanceof VirtualMachineError fatal && isFatal(fatal)) {
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
            deliverOutcome(awaited);
        } else if (interruptFor(awaited)) {
            leaf = awaited;
        } else {
            waits = false;
            deliverCancellation();
        }
        return waits;
    }

    @Override
    void wake() {
        if (home().isOwnThread()) {
            enqueue(home(), this);
        } else {
            post(home(), this);
        }
    }

    @Override
    public boolean cancel(@Nullable String message) {
        if (isDone()) {
            return false;
        }
        if (!home().isOwnThread()) {
            return post(home(), new Posted(() -> cancel(message)));
        }
        cancelRoot(message, false);
        return true;
    }

    @Override
    void scopeCancelled() {
        if (home().isOwnThread()) {
            interruptIfWaiting();
        } else {
            post(home(), new Posted(this::interruptIfWaiting));
        }
    }

    private void interruptIfWaiting() {
        Leaf waitingFor = leaf;
        if (waitingFor != null && !gaveUp && !interruptFor(waitingFor)) {
            gaveUp = true;
            enqueue(home(), this);
        }
    }

    @Override
    void hotCallSuspends() {
        begun = true;
        LiveTasks.of(home()).add(this);
    }

    @Override
    void finish(Object end) {
        settleWith(end);
        LiveTasks.of(home()).finished(this);
    }

    @Override
    @Nullable
    Leaf leaf() {
        return leaf;
    }
}
