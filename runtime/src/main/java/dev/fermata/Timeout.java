package dev.fermata;

import dev.fermata.internal.loop.Nanos;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.TimerHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A time limit that can be moved while it counts: {@code Await.on(timeout.run(coroutine))}. {@link Tasks#withTimeout} is
 * the short form for a limit that stays.
 *
 * <p>Methods are to be called on the loop's thread.
 */
public final class Timeout {

    private enum State {
        NOT_ENTERED("has not been entered"),
        ACTIVE("is active"),
        EXPIRING("is expiring"),
        EXPIRED("has expired"),
        FINISHED("has finished");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }

    private final CancelScope scope = new CancelScope();
    private final @Nullable Duration limit;
    private @Nullable EventLoop loop;
    private State state = State.NOT_ENTERED;

    /** On the loop's clock; empty for no limit and, before the start, for one that is counted from there. */
    private OptionalLong deadline;

    private @Nullable TimerHandle timer;

    private Timeout(@Nullable Duration limit, OptionalLong deadline) {
        this.limit = limit;
        this.deadline = deadline;
    }

    /** A limit that is counted from the await of {@link #run}; zero or less cancels at the first suspension. */
    public static Timeout after(Duration limit) {
        return new Timeout(Objects.requireNonNull(limit, "limit"), OptionalLong.empty());
    }

    /** A limit on the loop's clock: {@link EventLoop#time}, in nanoseconds. */
    public static Timeout at(long when) {
        return new Timeout(null, OptionalLong.of(when));
    }

    /** No limit, until one is set by {@link #reschedule} or {@link #rescheduleAt}. */
    public static Timeout never() {
        return new Timeout(null, OptionalLong.empty());
    }

    /**
     * A coroutine that awaits {@code body} until this expires; then {@code body} is cancelled and, when it has ended, a
     * {@link TimeoutException} thrown. Another failure of {@code body} is thrown as it is, with the timeout suppressed.
     * Awaiting it throws {@link IllegalStateException} outside of a loop, and if this was entered before.
     */
    public <T extends @Nullable Object> Coroutine<T> run(Awaitable<? extends T> body) {
        return new Call(this, Objects.requireNonNull(body, "body")).as();
    }

    /** The deadline on the loop's clock, in nanoseconds; empty if there is none, or none yet. */
    public OptionalLong when() {
        return deadline;
    }

    /** True once the deadline was reached inside. */
    public boolean expired() {
        return state == State.EXPIRING || state == State.EXPIRED;
    }

    /**
     * Moves the deadline to {@code fromNow} from now.
     *
     * @throws IllegalStateException unless this is active: entered, and neither expired nor finished
     */
    public void reschedule(Duration fromNow) {
        EventLoop home = requireActive();
        setDeadline(home, OptionalLong.of(Nanos.after(home.time(), fromNow)));
    }

    /**
     * Moves the deadline to {@code when} on the loop's clock, in nanoseconds.
     *
     * @throws IllegalStateException as for {@link #reschedule}
     */
    public void rescheduleAt(long when) {
        setDeadline(requireActive(), OptionalLong.of(when));
    }

    /**
     * Takes the deadline away.
     *
     * @throws IllegalStateException as for {@link #reschedule}
     */
    public void disable() {
        setDeadline(requireActive(), OptionalLong.empty());
    }

    @Override
    public String toString() {
        return "Timeout[" + state.words + "]";
    }

    private EventLoop requireActive() {
        EventLoop home = loop;
        if (state != State.ACTIVE || home == null) {
            throw new IllegalStateException("the timeout cannot be moved: it " + state.words);
        }
        return home;
    }

    private void enter() {
        if (state != State.NOT_ENTERED) {
            throw new IllegalStateException("the timeout cannot be entered again: it " + state.words);
        }
        EventLoop home = EventLoop.current();
        loop = home;
        state = State.ACTIVE;
        if (limit != null) {
            deadline = OptionalLong.of(Nanos.after(home.time(), limit));
        }
        setDeadline(home, deadline);
    }

    private void setDeadline(EventLoop home, OptionalLong when) {
        deadline = when;
        stopTimer();
        if (when.isEmpty()) {
            return;
        }
        if (when.getAsLong() <= home.time()) {
            expire();
        } else {
            timer = home.callAt(when.getAsLong(), this::expire);
        }
    }

    private void expire() {
        state = State.EXPIRING;
        scope.cancel("timed out");
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void leave() {
        stopTimer();
        state = state == State.EXPIRING ? State.EXPIRED : State.FINISHED;
    }

    /** The await of the body. */
    private static final class Call extends ScopedCall {

        private final Timeout timeout;

        Call(Timeout timeout, Awaitable<?> body) {
            super(timeout.scope, body);
            this.timeout = timeout;
        }

        @Override
        void entering() {
            timeout.enter();
        }

        @Override
        void leaving() {
            timeout.leave();
        }

        @Override
        @Nullable
        Object failed(Throwable failure) throws Throwable {
            throw TimedCall.timedOut(failure, timeout.scope, "timed out");
        }
    }
}
