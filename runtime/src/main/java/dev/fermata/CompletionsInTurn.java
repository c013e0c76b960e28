package dev.fermata;

import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.WaitQueue;
import dev.fermata.internal.sync.Waiting;
import dev.fermata.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The awaitables of {@link Tasks#completions}: whichever is awaited first gets what ends first. */
final class CompletionsInTurn<T extends @Nullable Object> {

    private final WaitQueue<T> waiting = new WaitQueue<>("the next completion");
    private final ArrayDeque<Promise<? extends T>> ended = new ArrayDeque<>();

    static <T extends @Nullable Object> List<Awaitable<T>> of(
            EventLoop loop, Collection<? extends Awaitable<? extends T>> awaitables) {
        Set<Awaitable<? extends T>> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        CompletionsInTurn<T> completions = new CompletionsInTurn<>();
        List<Awaitable<T>> results = new ArrayList<>();
        awaitables.forEach(child -> Objects.requireNonNull(child, "an awaitable"));
        for (Awaitable<? extends T> child : awaitables) {
            if (distinct.add(child)) {
                completions.add(loop, child);
                results.add(completions.new Next());
            }
        }
        return Collections.unmodifiableList(results);
    }

    private <U extends T> void add(EventLoop loop, Awaitable<U> child) {
        Promise<U> promise = Tasks.ensurePromise(loop, child);
        if (promise.isDone()) {
            ended.add(promise);
        } else {
            promise.addDoneCallback(loop, this::hasEnded);
        }
    }

    private void hasEnded(Promise<? extends T> child) {
        Waiting<T> first = waiting.poll();
        if (first == null) {
            ended.add(child);
            return;
        }
        ((CompletionsInTurn<?>.Next) first.operation()).delivered = true;
        try {
            first.complete(child.result());
        } catch (Throwable failure) {
            first.fail(failure);
        }
    }

    /** One of the awaitables. */
    private final class Next extends QueuedOperation<T> {
        private boolean delivered;

        @Override
        public @Nullable Object attempt() {
            if (delivered) {
                throw new IllegalStateException("a completion can be awaited only once");
            }
            Promise<? extends T> child = ended.poll();
            if (child == null) {
                return WAIT;
            }
            delivered = true;
            return child.result();
        }

        @Override
        public void enqueue(Waiting<T> added) {
            waiting.add(added);
        }

        @Override
        public String toString() {
            return "the next completion";
        }
    }
}
