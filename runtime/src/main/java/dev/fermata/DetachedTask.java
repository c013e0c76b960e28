package dev.fermata;

import dev.fermata.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The task of a hot call that was made outside of any event loop: it goes on, on the spot, on the thread that completes
 * what it awaits.
 *
 * <p>Whoever brings the state to {@link State#RUNNING} or {@link State#INTERRUPTING} owns the task's fields until it
 * sets another one:
 *
 * <ul>
 *   <li>RUNNING: its body runs, or it is about to wait. A wake-up makes it WOKEN, and the owner goes on.
 *   <li>WAITING: nobody has it. A wake-up makes it RUNNING, a cancellation makes it INTERRUPTING.
 *   <li>INTERRUPTING: a cancellation is being passed on. A wake-up makes it WOKEN, and the owner runs the body.
 *   <li>WOKEN: the outcome came while another thread had the task; that thread sees it when it lets go.
 * </ul>
 *
 * <p>A cancelled scope sets {@link #requested} and then looks at the state; whoever sets WAITING looks at {@link
 * #requested} afterwards. So one of the two sees the other.
 */
final class DetachedTask<T extends @Nullable Object> extends Task<T> {

    private enum State {
        RUNNING,
        WAITING,
        INTERRUPTING,
        WOKEN
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private volatile boolean requested;
    private @Nullable Leaf leaf;
    private @Nullable Task<?> enteredBefore;

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    DetachedTask() {
        super(null, -NUMBERS.incrementAndGet(), CurrentContext.copyForTask());
    }

    @Override
    boolean waitAt(Leaf awaited) {
        try {
            if (!awaited.subscribe(this)) {
                leafDone(innermost());
                return false;
            }
        } catch (Throwable failure) {
            deliverToBody(failure);
            return false;
        }
        if (!interruptFor(awaited)) {
            deliverCancellation();
            return false;
        }
        leaf = awaited;
        if (!state.compareAndSet(State.RUNNING, State.WAITING)) {
            takeOver();
            return false;
        }
        if (requested) {
            scopeCancelled();
        }
        return true;
    }

    @Override
    void wake() {
        while (true) {
            switch (Objects.requireNonNull(state.get())) {
                case WAITING -> {
                    if (state.compareAndSet(State.WAITING, State.RUNNING)) {
                        goOn();
                        return;
                    }
                }
                case RUNNING -> {
                    if (state.compareAndSet(State.RUNNING, State.WOKEN)) {
                        return;
                    }
                }
                case INTERRUPTING -> {
                    if (state.compareAndSet(State.INTERRUPTING, State.WOKEN)) {
                        return;
                    }
                }
                case WOKEN -> throw new IllegalStateException("woken twice: " + this);
            }
        }
    }

    @Override
    void scopeCancelled() {
        requested = true;
        while (requested && state.compareAndSet(State.WAITING, State.INTERRUPTING)) {
            requested = false;
            if (!interruptFor(Objects.requireNonNull(leaf))) {
                leaf = null;
                state.set(State.RUNNING);
                deliverCancellation();
                run();
                return;
            }
            if (!state.compareAndSet(State.INTERRUPTING, State.WAITING)) {
                goOn();
                return;
            }
        }
    }

    /** As the owner, with the outcome there: takes it and runs the body. */
    private void goOn() {
        takeOver();
        run();
    }

    private void takeOver() {
        leaf = null;
        state.set(State.RUNNING);
        leafDone(innermost());
    }

    /**
     * Runs the body here, or after the task that is just ending here: a chain of tasks, each of which ends because the
     * one before has, does not grow the native stack.
     */
    private void run() {
        ArrayDeque<DetachedTask<?>> deferred = CurrentTask.deferred();
        if (deferred != null) {
            deferred.add(this);
            return;
        }
        Object end = advance();
        if (end != null) {
            finish(end);
        }
    }

    /** Runs until the body waits or has ended; see {@link #runBody}. */
    private @Nullable Object advance() {
        EventLoop running = EventLoop.running();
        Task<?> before = CurrentTask.swap(running, this);
        try {
            return runBody(innermost());
        } finally {
            CurrentTask.swap(running, before);
        }
    }

    @Override
    void finish(Object end) {
        ArrayDeque<DetachedTask<?>> outer = CurrentTask.deferred();
        if (outer != null) {
            settleWith(end);
            return;
        }
        ArrayDeque<DetachedTask<?>> deferred = new ArrayDeque<>(2);
        CurrentTask.setDeferred(deferred);
        try {
            settleWith(end);
        } finally {
            CurrentTask.setDeferred(null);
        }
        for (DetachedTask<?> next = deferred.poll(); next != null; next = deferred.poll()) {
            next.advanceWithin(deferred);
        }
    }

    /** Runs the body; those who wait for its end are added to {@code deferred}. */
    private void advanceWithin(ArrayDeque<DetachedTask<?>> deferred) {
        Object end = advance();
        if (end != null) {
            CurrentTask.setDeferred(deferred);
            try {
                settleWith(end);
            } finally {
                CurrentTask.setDeferred(null);
            }
        }
    }

    @Override
    public boolean cancel(@Nullable String message) {
        if (isDone()) {
            outcome(); // whoever cancels a task that has failed has taken notice of it
            return false;
        }
        cancelRoot(message, false);
        return true;
    }

    @Override
    void setEnteredBefore(@Nullable Task<?> task) {
        enteredBefore = task;
    }

    @Override
    @Nullable
    Task<?> takeEnteredBefore() {
        Task<?> before = enteredBefore;
        enteredBefore = null;
        return before;
    }

    @Override
    void hotCallSuspends() {
        // Whatever it waits for holds it.
    }

    @Override
    protected void turn() {
        throw new IllegalStateException("not a task of a loop: " + this);
    }

    @Override
    @Nullable
    Leaf leaf() {
        return leaf;
    }
}
