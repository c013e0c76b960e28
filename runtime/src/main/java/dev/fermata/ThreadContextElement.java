package dev.fermata;

import org.jspecify.annotations.Nullable;

/**
 * Something that threads have, such as a thread-local or a set of them, and that follows a task: the task sees its own
 * state whenever it runs, and its thread gets back, after each step, what it had before. Kotlin's
 * {@code ThreadContextElement}.
 *
 * <p>A context carries it from where {@link ContextVar#of(ThreadContextElement) its variable} is set. An implementation that
 * is also a service (see {@link java.util.ServiceLoader}) is carried by every task, from the state that the thread has
 * when the task is started.
 *
 * @param <S> the type of the state, which is taken and given back, possibly more than once and on several threads
 */
public interface ThreadContextElement<S extends @Nullable Object> {

    /** The state that this thread has now. It does not change with the thread later on. Must not throw. */
    S capture();

    /** Makes {@code state}, which {@link #capture} has returned on some thread, that of this thread. Must not throw. */
    void restore(S state);
}
