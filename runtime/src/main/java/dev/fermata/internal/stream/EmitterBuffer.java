package dev.fermata.internal.stream;

import dev.fermata.Awaitable;
import dev.fermata.Emitter;
import dev.fermata.Overflow;
import dev.fermata.Overflow.WhenFull;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What lies between an emitter and its consumer. Guarded by itself; what belongs to others (waiters, the action at the end) is
 * called outside of the lock, since it may run anything.
 */
final class EmitterBuffer<T extends @Nullable Object> implements Emitter<T> {

    /** What {@link #poll} returns when there is nothing yet. */
    static final Object NOTHING = new Object();

    /** What {@link #poll} returns when nothing more will come. */
    static final Object END = new Object();

    /** An {@link #emit} that waits for room. */
    private record Waiting(Object masked, Awaitable.Waiter<? super Boolean> waiter) {}

    private final Overflow overflow;
    private final Signal signal = new Signal();

    /** Masked. */
    private final ArrayDeque<Object> elements = new ArrayDeque<>();

    private final ArrayDeque<Waiting> emitters = new ArrayDeque<>();

    /** Room that is kept for an emitter that is being told to go on. */
    private int reserved;

    private boolean ended;
    private @Nullable Throwable failure;
    private @Nullable Runnable closeAction;
    private boolean closeActionSet;

    EmitterBuffer(Overflow overflow) {
        this.overflow = overflow;
    }

    @Override
    public boolean tryEmit(T element) {
        Boolean taken = offer(Values.mask(element));
        if (taken == null) {
            fail(new IllegalStateException(
                    "the consumer has not taken " + overflow.capacity() + " elements, and there is one more"));
            return false;
        }
        return taken;
    }

    /** True or false as {@link #tryEmit}; null if the element is too much. */
    private @Nullable Boolean offer(Object masked) {
        synchronized (this) {
            if (ended) {
                return false;
            }
            if (!hasRoom()) {
                WhenFull whenFull = overflow.whenFull();
                if (whenFull != WhenFull.DROP_OLDEST) {
                    return whenFull == WhenFull.FAIL ? null : whenFull == WhenFull.DROP_NEWEST;
                }
                elements.remove();
            }
            elements.add(masked);
        }
        signal.set();
        return true;
    }

    private boolean hasRoom() {
        return elements.size() + reserved < overflow.capacity() && emitters.isEmpty();
    }

    @Override
    public Awaitable<Boolean> emit(T element) {
        return overflow.whenFull() == WhenFull.SUSPEND
                ? waiter -> emitOrWait(Values.mask(element), waiter)
                : waiter -> waiter.complete(tryEmit(element));
    }

    private void emitOrWait(Object masked, Awaitable.Waiter<? super Boolean> waiter) {
        boolean taken;
        synchronized (this) {
            taken = !ended && hasRoom();
            if (taken) {
                elements.add(masked);
            } else if (!ended) {
                Waiting waiting = new Waiting(masked, waiter);
                emitters.add(waiting);
                waiter.onCancel(() -> forget(waiting));
                return;
            }
        }
        if (taken) {
            signal.set();
        }
        waiter.complete(taken);
    }

    private synchronized void forget(Waiting waiting) {
        emitters.remove(waiting);
    }

    @Override
    public boolean close() {
        return end(null);
    }

    @Override
    public boolean fail(Throwable thrown) {
        return end(Objects.requireNonNull(thrown, "failure"));
    }

    private boolean end(@Nullable Throwable thrown) {
        synchronized (this) {
            if (ended) {
                return false;
            }
            ended = true;
            failure = thrown;
        }
        signal.set();
        afterEnd();
        return true;
    }

    /** The consumer takes nothing more. */
    void closeByConsumer() {
        synchronized (this) {
            ended = true;
            elements.clear();
        }
        afterEnd();
    }

    private void afterEnd() {
        List<Waiting> refused;
        Runnable action;
        synchronized (this) {
            refused = List.copyOf(emitters);
            emitters.clear();
            action = closeAction;
            closeAction = null;
        }
        refused.forEach(waiting -> waiting.waiter().complete(false));
        if (action != null) {
            action.run();
        }
    }

    @Override
    public synchronized boolean isClosed() {
        return ended;
    }

    @Override
    public void onClose(Runnable action) {
        Objects.requireNonNull(action, "action");
        synchronized (this) {
            if (closeActionSet) {
                throw new IllegalStateException("the action at the end was set already");
            }
            closeActionSet = true;
            if (!ended) {
                closeAction = action;
                return;
            }
        }
        action.run();
    }

    /** What to await after {@link #NOTHING}. */
    Awaitable<@Nullable Void> changed() {
        return signal.await();
    }

    /** The next element, masked, {@link #NOTHING} or {@link #END}. */
    Object poll() {
        Object element;
        synchronized (this) {
            element = elements.poll();
            if (element == null) {
                return ended ? END : NOTHING;
            }
        }
        admitEmitters();
        return element;
    }

    /** After {@link #END}: what the stream has failed with. */
    synchronized @Nullable Throwable failure() {
        return failure;
    }

    /** Lets those go on for whom there is room now. One that was cancelled meanwhile is passed over. */
    private void admitEmitters() {
        while (true) {
            Waiting next;
            synchronized (this) {
                next = elements.size() + reserved < overflow.capacity() ? emitters.poll() : null;
                if (next == null) {
                    return;
                }
                reserved++;
            }
            boolean goesOn = next.waiter().complete(true);
            synchronized (this) {
                reserved--;
                if (goesOn) {
                    elements.add(next.masked());
                }
            }
        }
    }
}
