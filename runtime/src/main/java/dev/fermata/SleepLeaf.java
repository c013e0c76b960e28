package dev.fermata;

import dev.fermata.internal.loop.Nanos;
import dev.fermata.internal.loop.QueuedLoop;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A while that has to pass, counted from the await.
 *
 * <p>There may be very many sleeps, so on a loop of ours this is the timer itself, and small; anywhere else it hands what it
 * is asked on to a {@link CallbackSleep}. Its state goes from null (nobody waits) to the waiting {@link Task}, and from there
 * to {@link #OVER}, at its turn, or to {@link #GIVEN_UP}; or from null to a {@link CallbackSleep}, where it stays. Once it is
 * not null it is owned by the loop's thread.
 */
class SleepLeaf<T extends @Nullable Object> extends Leaf implements Awaitable<T> {

    private static final Object OVER = new Object();
    private static final Object GIVEN_UP = new Object();

    private static final VarHandle STATE = stateHandle();

    private @Nullable Object state;
    private final long nanos;

    /** When this is due on the loop's clock; set when a task waits. */
    private long when;

    private SleepLeaf(Duration duration) {
        nanos = nanos(duration);
    }

    static SleepLeaf<@Nullable Void> of(Duration duration) {
        return new SleepLeaf<>(duration);
    }

    static <T extends @Nullable Object> SleepLeaf<T> of(Duration duration, T result) {
        return new WithResult<>(duration, result);
    }

    /** A sleep that has something to give at its end. */
    private static final class WithResult<T extends @Nullable Object> extends SleepLeaf<T> {
        private final T result;

        WithResult(Duration duration, T result) {
            super(duration);
            this.result = result;
        }

        @Override
        T result() {
            return result;
        }
    }

    private static VarHandle stateHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(SleepLeaf.class, "state", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static long nanos(Duration duration) {
        return Nanos.of(duration);
    }

    T result() {
        return Unchecked.value(null);
    }

    @Override
    public void await(Waiter<? super T> waiter) {
        Tasks.start(this).await(waiter);
    }

    @Override
    boolean isReady() {
        return state == OVER || (state instanceof CallbackSleep<?> elsewhere && elsewhere.isReady());
    }

    @Override
    boolean subscribe(Task<?> task) {
        if (task.loop() instanceof QueuedLoop loop && loop.takesTimers()) {
            move(task);
            when = Nanos.after(loop.time(), nanos);
            loop.setTimer(this, when);
            return true;
        }
        CallbackSleep<T> elsewhere = new CallbackSleep<>(nanos, result());
        move(elsewhere);
        return elsewhere.subscribe(task);
    }

    private void move(Object next) {
        if (!STATE.compareAndSet(this, null, next)) {
            throw new IllegalStateException("this can be awaited only once: " + this);
        }
    }

    @Override
    protected void turn() {
        if (state instanceof Task<?> task) {
            state = OVER;
            task.wake();
        }
    }

    @Override
    protected boolean isObsolete() {
        return state == GIVEN_UP;
    }

    @Override
    @Nullable
    Object take() {
        if (state instanceof CallbackSleep<?> elsewhere) {
            return elsewhere.take();
        }
        if (state != OVER) {
            throw new IllegalStateException("still pending: " + this);
        }
        return result();
    }

    @Override
    boolean interrupt(Task<?> task) {
        if (state instanceof CallbackSleep<?> elsewhere) {
            return elsewhere.interrupt(task);
        }
        if (state == OVER) {
            return true;
        }
        state = GIVEN_UP;
        if (task.loop() instanceof QueuedLoop loop) {
            loop.timerObsolete(when);
        }
        return false;
    }

    @Override
    public String toString() {
        return "sleep of " + Duration.ofNanos(nanos);
    }
}
