package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TimeoutProgramsTest extends Programs {

    private final IOException failure = new IOException("first");

    TimeoutProgramsTest(LoopKind kind) {
        super(kind);
    }

    @Test
    @Case("O1")
    void expiry_throws_a_timeout_caused_by_the_cancellation() {
        Timeout timeout = Timeout.after(seconds(2));
        assertThatThrownBy(() -> run(timeout.run(after(5, "body"))))
                .isInstanceOf(TimeoutException.class)
                .hasCauseInstanceOf(Cancellation.class);
        assertThat(timeout.expired()).isTrue();
        assertThat(now()).isEqualTo(2);
    }

    @Test
    @Case("O2")
    void a_deadline_stays_as_it_was_given() {
        Timeout timeout = Timeout.at(seconds(3).toNanos());
        assertThatThrownBy(() -> run(timeout.run(after(5, "body")))).isInstanceOf(TimeoutException.class);
        assertThat(timeout.when()).hasValue(seconds(3).toNanos());
        Timeout past = Timeout.at(seconds(1).toNanos());
        assertThatThrownBy(() -> run(past.run(after(5, "body")))).isInstanceOf(TimeoutException.class);
        assertThat(now()).isEqualTo(3);
    }

    @Test
    @Case("O4")
    void one_that_is_not_reached_has_not_expired_and_none_never_expires() {
        Timeout reached = Timeout.after(seconds(5));
        assertThat(run(reached.run(after(1, "a")))).isEqualTo("a");
        assertThat(reached.expired()).isFalse();
        assertThat(reached.when()).hasValue(seconds(5).toNanos());
        Timeout never = Timeout.never();
        assertThat(run(never.run(after(1000, "b")))).isEqualTo("b");
        assertThat(never.expired()).isFalse();
        assertThat(never.when()).isEqualTo(OptionalLong.empty());
    }

    @Test
    @Case("O7")
    void another_failure_during_expiry_passes_with_the_timeout_suppressed() {
        assertThatThrownBy(() -> run(Timeout.after(seconds(1)).run(failingInCleanUp())))
                .isSameAs(failure);
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0]).isInstanceOf(TimeoutException.class);
    }

    @Test
    @Case("O7")
    void so_does_that_of_a_group() {
        Coroutine<String> group = TaskGroup.run(tasks -> {
            tasks.start(failingInCleanUp());
            return after(100, "body");
        });
        assertThatThrownBy(() -> run(Tasks.withTimeout(seconds(1), group))).isSameAs(failure);
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0]).isInstanceOf(TimeoutException.class);
    }

    @Async
    private Coroutine<String> failingInCleanUp() {
        try {
            Await.on(Tasks.sleep(seconds(100)));
        } catch (Cancellation cancellation) {
            throw Unchecked.rethrow(failure);
        }
        return Coroutine.of("body");
    }

    @Test
    @Case("O11")
    void a_deadline_can_be_moved_and_taken_away_while_it_counts() {
        Timeout timeout = Timeout.after(seconds(2));
        assertThat(run(timeout.run(moving(timeout)))).isEqualTo("body");
        assertThat(events).containsExactly("5", "7", "none", "body");
        assertThat(now()).isEqualTo(105);
    }

    @Async
    private Coroutine<String> moving(Timeout timeout) {
        Await.on(Tasks.sleep(seconds(1)));
        timeout.rescheduleAt(seconds(5).toNanos());
        log("" + timeout.when().getAsLong() / 1_000_000_000);
        Await.on(Tasks.sleep(seconds(3)));
        timeout.reschedule(seconds(3));
        log("" + timeout.when().getAsLong() / 1_000_000_000);
        Await.on(Tasks.sleep(seconds(1)));
        timeout.disable();
        log(timeout.when().isEmpty() ? "none" : "some");
        return after(100, "body");
    }

    @Test
    @Case("O11")
    void an_earlier_deadline_expires_and_one_in_the_past_at_the_next_suspension() {
        Timeout timeout = Timeout.never();
        assertThatThrownBy(() -> run(timeout.run(hurrying(timeout)))).isInstanceOf(TimeoutException.class);
        assertThat(now()).isEqualTo(1);
    }

    @Async
    private Coroutine<String> hurrying(Timeout timeout) {
        Await.on(Tasks.sleep(seconds(1)));
        timeout.rescheduleAt(0);
        return after(100, "body");
    }

    @Test
    @Case("O11")
    void only_an_active_one_can_be_moved() {
        Timeout fresh = Timeout.after(seconds(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> fresh.reschedule(seconds(1)))
                .withMessageContaining("not been entered");
        Timeout finished = Timeout.after(seconds(9));
        run(finished.run(after(1, "x")));
        assertThatIllegalStateException().isThrownBy(finished::disable).withMessageContaining("finished");
        Timeout expired = Timeout.after(seconds(1));
        assertThatThrownBy(() -> run(expired.run(movingWhileExpiring(expired)))).isInstanceOf(TimeoutException.class);
        assertThatIllegalStateException()
                .isThrownBy(() -> expired.rescheduleAt(1))
                .withMessageContaining("has expired");
        assertThat(events).containsExactly("x", "checked");
    }

    @Async
    private Coroutine<String> movingWhileExpiring(Timeout timeout) {
        try {
            Await.on(Tasks.sleep(seconds(100)));
        } finally {
            assertThatIllegalStateException()
                    .isThrownBy(() -> timeout.reschedule(seconds(1)))
                    .withMessageContaining("is expiring");
            log("checked");
        }
        return Coroutine.of("body");
    }

    @Test
    @Case("O12")
    void it_is_entered_once() {
        Timeout timeout = Timeout.after(seconds(9));
        assertThat(run(timeout.run(enteringAgain(timeout)))).isEqualTo("is active");
        assertThatIllegalStateException()
                .isThrownBy(() -> run(timeout.run(after(1, "x"))))
                .withMessageContaining("has finished");
    }

    @Async
    private Coroutine<String> enteringAgain(Timeout timeout) {
        try {
            Await.on(timeout.run(after(1, "x")));
        } catch (IllegalStateException refused) {
            Await.on(Tasks.sleep(seconds(1)));
            return Coroutine.of(refused.getMessage().replaceAll(".*it ", ""));
        }
        return Coroutine.of("entered twice");
    }

    @Test
    @Case("O12")
    void outside_of_a_loop_it_cannot_be_entered() {
        assertThat(enteringOutside(Timeout.after(seconds(1))))
                .isCompletedExceptionally()
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Async
    private java.util.concurrent.CompletableFuture<String> enteringOutside(Timeout timeout) {
        return java.util.concurrent.CompletableFuture.completedFuture(Await.on(timeout.run(after(1, "x"))));
    }

    @Test
    @Case("O14")
    void a_timeout_works_in_a_task_that_was_cancelled_before() {
        assertThatThrownBy(() -> run(Tasks.startOn(loop, timedAfterACancellation(false))))
                .isInstanceOf(TimeoutException.class);
        assertThat(events).containsExactly("body cancelled");
        Task<String> task = Tasks.startOn(loop, timedAfterACancellation(true));
        assertThatThrownBy(() -> run(task)).isInstanceOf(CancellationException.class);
        assertThat(task.isCancelled()).isTrue();
    }

    @Async
    private Coroutine<String> timedAfterACancellation(boolean cancelAgain) {
        Task<?> self = Tasks.current();
        self.cancel();
        try {
            Await.on(Tasks.sleep(seconds(1)));
        } catch (Cancellation cancellation) {
            assertThat(self.cancelling()).isEqualTo(1);
        }
        if (cancelAgain) {
            self.uncancel();
            loop.callLater(seconds(1), self::cancel);
        }
        return Tasks.withTimeout(seconds(2), after(5, "body"));
    }

    @Test
    @Case("O15")
    void no_time_to_wait_is_enough_for_what_is_done_and_begins_nothing() {
        Promise<String> done = new Promise<>(loop);
        done.complete("x");
        assertThat(run(Tasks.waitFor(seconds(0), done))).isEqualTo("x");
        assertThat(run(Tasks.waitFor(seconds(-1), done))).isEqualTo("x");
        Coroutine<String> unused = after(0, "begun");
        assertThatThrownBy(() -> run(Tasks.waitFor(seconds(0), unused))).isInstanceOf(TimeoutException.class);
        assertThat(events).isEmpty();
        assertThat(run(unused)).isEqualTo("begun");
    }

    @Test
    @Case("O17")
    void the_cancellation_of_a_task_is_waited_for_however_slow() {
        for (long limit : new long[] {1, 0}) {
            Task<String> slow = Tasks.startOn(loop, stubborn("slow", 50));
            long before = now();
            assertThatThrownBy(() -> run(waitingAfterATurn(limit, slow))).isInstanceOf(TimeoutException.class);
            assertThat(slow.isCancelled()).isTrue();
            assertThat(now() - before).isEqualTo(limit + 50);
        }
    }

    @Async
    private Coroutine<String> waitingAfterATurn(long limit, Task<String> slow) {
        Await.on(Tasks.yieldNow());
        return Tasks.waitFor(seconds(limit), slow);
    }
}
