package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class SleepTest extends RuntimeContract {

    private static final Duration SECOND = Duration.ofSeconds(1);

    SleepTest(LoopKind kind) {
        super(kind);
    }

    private Task<String> startSleeper(String name) {
        return start(Script.of((point, last) -> {
            if (point == 0) {
                return Script.await(Tasks.sleep(SECOND));
            }
            last.get();
            virtual.log(name);
            return name;
        }));
    }

    @Test
    @Case("E6")
    void the_loop_does_not_wait_for_a_sleep_that_was_interrupted() {
        Task<?> sleeper = start(Script.awaiting(Tasks.sleep(Duration.ofHours(1))));
        loop.callLater(SECOND, sleeper::cancel);
        exhaustTimers();
        assertThat(sleeper.isCancelled()).isTrue();
        assertThat(loop.time()).isEqualTo(SECOND.toNanos());
    }

    @Test
    void sleeps_and_timers_of_one_deadline_have_their_turns_in_the_order_in_which_they_were_set() {
        startSleeper("first sleep");
        virtual.runReady();
        loop.callLater(SECOND, () -> virtual.log("timer"));
        startSleeper("second sleep");
        virtual.runReady();
        exhaustTimers();
        // A task goes on one turn after what wakes it.
        assertThat(virtual.events).containsExactly("timer", "first sleep", "second sleep");
    }

    @Test
    void a_sleep_is_lost_to_a_cancellation_that_comes_before_its_turn() {
        Task<?>[] sleeper = new Task<?>[1];
        loop.callLater(SECOND, () -> sleeper[0].cancel());
        sleeper[0] = startSleeper("slept");
        exhaustTimers();
        assertThat(sleeper[0].isCancelled()).isTrue();
        assertThat(virtual.events).isEmpty();
    }

    @Test
    void a_sleep_that_had_its_turn_is_not_lost_to_a_cancellation() {
        Task<String> sleeper = startSleeper("slept");
        virtual.runReady();
        loop.callLater(SECOND, sleeper::cancel);
        assertThat(virtual.run(sleeper)).isEqualTo("slept");
    }

    @Test
    void a_sleep_that_was_awaited_cannot_be_awaited_again() {
        Awaitable<Void> sleep = Tasks.sleep(SECOND);
        Task<Void> first = start(Script.awaiting(sleep));
        Task<Void> second = start(Script.awaiting(sleep));
        assertThatThrownBy(() -> virtual.run(second))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only once: sleep of PT1S");
        assertThat(virtual.run(first)).isNull();
    }

    @Test
    void a_sleep_that_was_interrupted_cannot_be_awaited_again() {
        Awaitable<Void> sleep = Tasks.sleep(SECOND);
        Task<Void> first = start(Script.awaiting(sleep));
        virtual.runReady();
        first.cancel();
        assertThatThrownBy(() -> virtual.run(first)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> virtual.run(Script.awaiting(sleep))).hasMessageContaining("only once");
    }

    @Test
    void a_sleeper_tells_how_long_it_sleeps() {
        Task<String> sleeper = startSleeper("a");
        virtual.runReady();
        assertThat(sleeper.toString()).endsWith("awaiting sleep of PT1S]");
    }
}
