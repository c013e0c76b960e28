package dev.fermata;

import org.jspecify.annotations.Nullable;

/** Lets the others have their turn: the task goes to the end of the queue. Can be interrupted until it goes on. */
final class YieldLeaf<T extends @Nullable Object> extends Leaf implements Awaitable<T> {

    private static final YieldLeaf<@Nullable Void> WITHOUT_RESULT = new YieldLeaf<>(Unchecked.value(null));

    private final T result;

    YieldLeaf(T result) {
        this.result = result;
    }

    /** The one that gives null; stateless, so that all tasks share it. */
    static Awaitable<@Nullable Void> withoutResult() {
        return WITHOUT_RESULT;
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
        return result;
    }

    /** The task is in the queue already. */
    @Override
    boolean interrupt(Task<?> task) {
        return true;
    }

    @Override
    boolean takesInterruption() {
        return true;
    }

    @Override
    public String toString() {
        return "its next turn";
    }
}
