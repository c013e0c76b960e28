package dev.fermata.internal.sync;

import dev.fermata.Awaitable;
import dev.fermata.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * Something to await that is either there at once or waited for in a {@link WaitQueue}. Nothing happens before it is
 * awaited; it may be awaited any number of times.
 *
 * <p>The scheduler knows this type and waits for it without a promise. It is public in a package that is not exported,
 * and that is the whole bridge: {@code dev.fermata.sync} sees neither leaves nor the inside of tasks, and the scheduler
 * sees no primitive.
 *
 * @param <T> the type of the result
 */
public abstract class QueuedOperation<T extends @Nullable Object> implements Awaitable<T> {

    /** What {@link #attempt} returns if the task has to wait. */
    protected static final Object WAIT = new Object();

    /** For the primitives. */
    protected QueuedOperation() {}

    /** Does it now and returns the result, or returns {@link #WAIT} and has done nothing. */
    public abstract @Nullable Object attempt() throws Exception;

    /** Puts {@code waiting} into a queue, right after {@link #attempt} has returned {@link #WAIT}. */
    public abstract void enqueue(Waiting<T> waiting);

    /**
     * Called when the task is interrupted while {@code waiting} has nothing yet. Returns false if it has left its queue
     * and will get nothing; true if it will still be completed.
     */
    public boolean interrupted(Waiting<T> waiting) {
        WaitQueue<?> queue = waiting.queue();
        if (queue != null) {
            queue.remove(waiting);
        }
        return false;
    }

    /** True if a wait that has got nothing leaves no trace when it is given up: then it may be one of several. */
    public boolean canBeGivenUp() {
        return true;
    }

    /** True if {@code answer}, which {@link #attempt} gave, is {@link #WAIT}. */
    public static boolean mustWait(@Nullable Object answer) {
        return answer == WAIT;
    }

    @Override
    public final void await(Waiter<? super T> waiter) {
        Tasks.start(this).await(waiter);
    }
}
