package dev.fermata;

import dev.fermata.internal.debug.Joins;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.TimerHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The await of {@link Tasks#waitUntil}: it leaves the promises alone, whatever becomes of them and of itself. */
final class Waiting<T extends @Nullable Object> implements Awaitable<WaitResult<T>>, Joins {

    private final ReturnWhen until;
    private final @Nullable Duration limit;
    private final Set<Promise<? extends T>> promises;

    Waiting(ReturnWhen until, @Nullable Duration limit, Collection<? extends Promise<? extends T>> promises) {
        this.until = Objects.requireNonNull(until, "until");
        this.limit = limit;
        this.promises = new LinkedHashSet<>(promises);
        this.promises.forEach(promise -> Objects.requireNonNull(promise, "a promise to wait for"));
    }

    @Override
    public void await(Waiter<? super WaitResult<T>> waiter) {
        boolean timeIsUp = limit != null && (limit.isZero() || limit.isNegative());
        if (isOver() || timeIsUp) {
            waiter.complete(result());
        } else {
            new Wait(EventLoop.current(), waiter).begin();
        }
    }

    private boolean isOver() {
        boolean allDone = true;
        boolean anyDone = promises.isEmpty();
        boolean anyFailed = false;
        for (Promise<? extends T> promise : promises) {
            allDone &= promise.isDone();
            anyDone |= promise.isDone();
            anyFailed |= promise.hasFailed();
        }
        return allDone
                || switch (until) {
                    case FIRST_COMPLETED -> anyDone;
                    case FIRST_FAILED -> anyFailed;
                    case ALL_COMPLETED -> false;
                };
    }

    private WaitResult<T> result() {
        Set<Promise<? extends T>> done = new LinkedHashSet<>();
        Set<Promise<? extends T>> pending = new LinkedHashSet<>();
        for (Promise<? extends T> promise : promises) {
            (promise.isDone() ? done : pending).add(promise);
        }
        return new WaitResult<>(Collections.unmodifiableSet(done), Collections.unmodifiableSet(pending));
    }

    @Override
    public Collection<Promise<?>> joined() {
        List<Promise<?>> unfinished = new ArrayList<>();
        for (Promise<? extends T> promise : promises) {
            if (!promise.isDone()) {
                unfinished.add(promise);
            }
        }
        return unfinished;
    }

    @Override
    public String toString() {
        return "wait for " + promises.size() + " promises";
    }

    /** One wait; owned by the loop's thread. */
    private final class Wait {

        private final EventLoop loop;
        private final Waiter<? super WaitResult<T>> waiter;
        private final Consumer<Promise<?>> childEnded = this::childEnded;
        private @Nullable TimerHandle timer;
        private int pending;
        private boolean over;

        Wait(EventLoop loop, Waiter<? super WaitResult<T>> waiter) {
            this.loop = loop;
            this.waiter = waiter;
        }

        void begin() {
            for (Promise<? extends T> promise : promises) {
                if (!promise.isDone()) {
                    pending++;
                    promise.addDoneCallback(loop, childEnded);
                }
            }
            if (limit != null) {
                // What becomes ready at the deadline has its turn first, and counts as done.
                timer = loop.callLater(limit, () -> loop.callSoon(this::end));
            }
            waiter.onCancel(this::stop);
        }

        private void childEnded(Promise<?> child) {
            pending--;
            boolean enough =
                    until == ReturnWhen.FIRST_COMPLETED || (until == ReturnWhen.FIRST_FAILED && child.hasFailed());
            if (enough || pending == 0) {
                end();
            }
        }

        private void end() {
            if (!over) {
                stop();
                waiter.complete(result());
            }
        }

        private void stop() {
            over = true;
            if (timer != null) {
                timer.cancel();
            }
            for (Promise<? extends T> promise : promises) {
                promise.removeDoneCallback(loop, childEnded);
            }
        }
    }
}
