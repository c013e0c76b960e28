package dev.fermata;

import dev.fermata.internal.debug.Joins;
import dev.fermata.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The promises of {@link Tasks#asCompleted}, in the order in which they end. Closing it cancels those that it started
 * itself, and waits for them.
 */
final class Completions<T extends @Nullable Object> implements AsyncStream<Promise<? extends T>> {

    private final EventLoop loop;
    private final List<Promise<?>> owned = new ArrayList<>();

    /** End the interest in promises of others, which may live for long. */
    private final List<Runnable> unlisteners = new ArrayList<>();

    private final ArrayDeque<Promise<? extends T>> ended = new ArrayDeque<>();
    private final Set<Promise<?>> pending = new LinkedHashSet<>();
    private Awaitable.@Nullable Waiter<? super Boolean> waiting;
    private @Nullable Promise<? extends T> current;

    Completions(EventLoop loop, Collection<? extends Awaitable<? extends T>> awaitables) {
        this.loop = loop;
        Set<Awaitable<? extends T>> given = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Awaitable<? extends T>> distinct = new ArrayList<>();
        for (Awaitable<? extends T> child : awaitables) {
            if (given.add(Objects.requireNonNull(child, "an awaitable"))) {
                distinct.add(child);
            }
        }
        for (Awaitable<? extends T> child : distinct) {
            add(child);
        }
    }

    private <U extends T> void add(Awaitable<U> child) {
        Promise<U> promise = Tasks.ensurePromise(loop, child);
        if (promise != child) {
            owned.add(promise);
        }
        if (promise.isDone()) {
            ended.add(promise);
        } else {
            pending.add(promise);
            Consumer<Promise<? extends T>> listener = this::hasEnded;
            promise.addDoneCallback(loop, listener);
            if (promise == child) {
                unlisteners.add(() -> promise.removeDoneCallback(loop, listener));
            }
        }
    }

    private void hasEnded(Promise<? extends T> child) {
        pending.remove(child);
        ended.add(child);
        Awaitable.Waiter<? super Boolean> waiter = waiting;
        waiting = null;
        if (waiter != null) {
            current = ended.remove();
            waiter.complete(true);
        }
    }

    @Override
    public Awaitable<Boolean> advance() {
        return new Advance();
    }

    /** Waits for the next one to end. */
    private final class Advance implements Awaitable<Boolean>, Joins {

        @Override
        public void await(Waiter<? super Boolean> waiter) {
            waitForNext(waiter);
        }

        @Override
        public Collection<Promise<?>> joined() {
            return List.copyOf(pending);
        }

        @Override
        public String toString() {
            return "wait for the first of " + pending.size() + " promises";
        }
    }

    private void waitForNext(Awaitable.Waiter<? super Boolean> waiter) {
        if (waiting != null) {
            throw new IllegalStateException("an element of this stream is awaited already");
        }
        current = ended.poll();
        if (current != null || pending.isEmpty()) {
            waiter.complete(current != null);
        } else {
            waiting = waiter;
            waiter.onCancel(() -> waiting = null);
        }
    }

    @Override
    public Promise<? extends T> current() {
        Promise<? extends T> found = current;
        if (found == null) {
            throw new IllegalStateException("no element: advance() was not awaited, or there is none left");
        }
        return found;
    }

    @Override
    public Awaitable<@Nullable Void> closeAsync() {
        unlisteners.forEach(Runnable::run);
        unlisteners.clear();
        owned.removeIf(Promise::isDone);
        if (owned.isEmpty()) {
            return Coroutine.done();
        }
        Promise<@Nullable Void> closed = new Promise<>(loop);
        for (Promise<?> child : List.copyOf(owned)) {
            child.cancel();
            child.addDoneCallback(done -> {
                owned.remove(done);
                if (owned.isEmpty()) {
                    closed.tryComplete(Unchecked.value(null));
                }
            });
        }
        return closed;
    }
}
