package dev.fermata;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Lets the others have their turn: the task goes to the end of the queue. Can be interrupted until it goes on. */
final class YieldLeaf<T extends @Nullable Object> extends Leaf implements Awaitable<T> {

    private final T result;
    private boolean interrupted;

    YieldLeaf(T result) {
        this.result = result;
    }

    @Override
    public void await(Waiter<? super T> waiter) {
        Tasks.start(this).await(waiter);
    }

    @Override
    boolean isReady() {
        return false;
    }

    @Override
    boolean subscribe(Task<?> task) {
        if (task.loop() == null) {
            return false;
        }
        task.wake();
        return true;
    }

    @Override
    @Nullable
    Object take() {
        if (interrupted) {
            interrupted = false;
            throw new CancellationException();
        }
        return result;
    }

    @Override
    boolean interrupt(Task<?> task) {
        interrupted = true;
        return true;
    }

    @Override
    public String toString() {
        return "its next turn";
    }
}
