package dev.fermata.testkit;

import dev.fermata.Awaitable;
import dev.fermata.loop.EventLoop;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes tasks take their steps in a fixed order: {@code Await.on(sequencer.step(0))} in one, {@code
 * Await.on(sequencer.step(1))} in another. Steps are numbered from 0, and each is taken once.
 *
 * <p>What follows a step, up to the next suspension of its task, runs before the next step is taken. For more than that
 * there is {@link #block}, whose step ends when it is closed:
 *
 * <pre>
 *   try (var step = Await.on(sequencer.block(2))) {
 *       …awaits…
 *   }
 * </pre>
 *
 * <p>A task that is cancelled while it waits for its step breaks the sequence: all other waits, and all later ones,
 * throw {@link IllegalStateException}, since they would never end. All calls are made on the loop's thread.
 */
public final class Sequencer {

    private final Map<Integer, Wait<?>> waiting = new HashMap<>();
    private int next;

    /** True from when a step is due until it has ended. */
    private boolean underWay;

    private @Nullable String broken;

    /** Makes a sequencer that begins with step 0. */
    public Sequencer() {}

    /** The part of a sequence that lasts until it is closed. */
    public interface Block extends AutoCloseable {

        /** Ends the step; the next one may be taken. */
        @Override
        void close();
    }

    /**
     * Waits until the steps before {@code number} have been taken, and takes this one. Await it once.
     *
     * @param number from 0
     */
    public Awaitable<@Nullable Void> step(int number) {
        // The task goes on in this iteration or the next, and so comes the callback; whom that wakes goes on after it.
        return new Turn<>(number, () -> {
            EventLoop.current().callSoon(() -> end(number));
            return null;
        });
    }

    /**
     * As {@link #step}, but the step ends when what the await returns is closed.
     *
     * @param number from 0
     */
    public Awaitable<Block> block(int number) {
        return new Turn<>(number, () -> () -> end(number));
    }

    private void begin(Wait<?> wait) {
        int number = wait.turn.number;
        if (broken != null) {
            wait.waiter.fail(new IllegalStateException(broken));
        } else if (number < next || (number == next && underWay) || waiting.containsKey(number)) {
            throw new IllegalStateException("step " + number + " of the sequence is taken twice");
        } else {
            waiting.put(number, wait);
            advance();
        }
    }

    private void advance() {
        Wait<?> due = underWay ? null : waiting.remove(next);
        if (due != null) {
            underWay = true;
            due.isDue();
        }
    }

    private void end(int number) {
        if (underWay && number == next) {
            underWay = false;
            next++;
            advance();
        }
    }

    private void cancelled(int number) {
        if (waiting.remove(number) != null) {
            String reason = "the sequence is broken: who waited for step " + number + " was cancelled";
            broken = reason;
            waiting.values().forEach(wait -> wait.waiter.fail(new IllegalStateException(reason)));
            waiting.clear();
        }
    }

    @Override
    public String toString() {
        return "Sequencer[" + (broken != null ? broken : "at step " + next) + "]";
    }

    /** A step to be awaited; {@code taken} makes what the await returns. */
    private final class Turn<T extends @Nullable Object> implements Awaitable<T> {
        private final int number;
        private final Supplier<? extends T> taken;

        Turn(int number, Supplier<? extends T> taken) {
            this.number = number;
            this.taken = taken;
        }

        @Override
        public void await(Waiter<? super T> waiter) {
            waiter.onCancel(() -> cancelled(number));
            begin(new Wait<T>(this, waiter));
        }

        @Override
        public String toString() {
            return "step " + number + " of " + Sequencer.this;
        }
    }

    /** Someone who waits for a step. */
    private record Wait<T extends @Nullable Object>(Turn<T> turn, Awaitable.Waiter<? super T> waiter) {
        void isDue() {
            waiter.complete(turn.taken.get());
        }
    }
}
