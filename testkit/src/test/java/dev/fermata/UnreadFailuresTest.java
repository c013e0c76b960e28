package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.loop.ErrorContext;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A failure ends in one place: with whoever asks for it or, if nobody does, with the exception handler. */
class UnreadFailuresTest extends Programs {

    private final IOException failure = new IOException("unread");
    private final IOException other = new IOException("other");

    UnreadFailuresTest(LoopKind kind) {
        super(kind);
    }

    private List<Throwable> reportedAtClose() {
        loop.close();
        return reported.stream().<Throwable>map(ErrorContext::exception).toList();
    }

    /** A task that has failed, and that nobody has asked yet. */
    private Task<String> failed() {
        Task<String> task = Tasks.startOn(loop, failAfter(1, failure));
        run(Tasks.sleep(seconds(2)));
        return task;
    }

    private void isReadBy(Consumer<Task<String>> reader) {
        Task<String> task = failed();
        reader.accept(task);
        assertThat(reportedAtClose()).isEmpty();
    }

    @Test
    @Case("DG8")
    void a_failure_that_nobody_has_read_is_reported_once() {
        failed();
        assertThat(reported).isEmpty();
        assertThat(reportedAtClose()).containsExactly(failure);
        assertThat(reportedAtClose()).hasSize(1);
    }

    @Test
    @Case("DG8")
    void a_promise_that_failed_and_that_nobody_has_read_is_reported_too() {
        new Promise<String>(loop).fail(failure);
        assertThat(reportedAtClose()).containsExactly(failure);
        assertThat(reported.get(0).message()).isEqualTo("the failure of a promise was never read");
    }

    @Test
    @Case("DG8")
    void a_failure_is_read_by_exception() {
        isReadBy(task -> assertThat(task.exception()).isSameAs(failure));
    }

    @Test
    @Case("DG8")
    void a_failure_is_read_by_result() {
        isReadBy(task -> assertThatThrownBy(task::result).isSameAs(failure));
    }

    @Test
    @Case("DG8")
    void a_failure_is_read_by_an_await() {
        isReadBy(task -> assertThatThrownBy(() -> run(Tasks.shielded(task))).isSameAs(failure));
    }

    @Test
    @Case("DG8")
    void a_failure_is_read_by_a_callback_that_looks() {
        isReadBy(task -> {
            task.addDoneCallback(done -> log("" + done.exception()));
            run(Tasks.yieldNow());
            assertThat(events).hasSize(1);
        });
    }

    @Test
    @Case("DG8")
    void a_callback_that_does_not_look_reads_nothing() {
        failed().addDoneCallback(done -> log("done"));
        run(Tasks.yieldNow());
        assertThat(reportedAtClose()).containsExactly(failure);
    }

    @Test
    @Case("DG8")
    void results_pending_promises_and_cancellations_are_not_reported() {
        Tasks.startOn(loop, after(1, "unread"));
        Tasks.startOn(loop, after(9, "cancelled")).cancel();
        new Promise<String>(loop);
        run(Tasks.sleep(seconds(2)));
        assertThat(reportedAtClose()).isEmpty();
    }

    @Test
    @Case("DG9")
    void cancelling_a_task_that_has_failed_reads_its_failure() {
        isReadBy(task -> assertThat(task.cancel()).isFalse());
    }

    @Test
    @Case("DG9")
    void cancelling_a_promise_that_has_failed_reads_its_failure() {
        Promise<String> promise = new Promise<>(loop);
        promise.fail(failure);
        assertThat(promise.cancel()).isFalse();
        assertThat(reportedAtClose()).isEmpty();
    }

    // Races.

    @Test
    void the_failures_of_those_who_lost_a_race_are_reported() {
        assertThat(run(Tasks.race(List.of(after(1, "winner"), failsWhenCancelled(failure)))))
                .isEqualTo("winner");
        assertThat(reported).extracting(ErrorContext::exception).containsExactly(failure);
    }

    @Async
    private Coroutine<String> failsWhenCancelled(Throwable thrown) {
        try {
            Await.on(Tasks.sleep(seconds(100)));
        } catch (Cancellation cancellation) {
            throw Unchecked.rethrow(thrown);
        }
        return Coroutine.of("never");
    }

    @Test
    void those_who_lost_are_reported_together() {
        assertThat(run(Tasks.race(List.of(after(1, "winner"), failsWhenCancelled(failure), failsWhenCancelled(other)))))
                .isEqualTo("winner");
        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).exception()).isSameAs(failure).hasSuppressedException(other);
    }

    @Test
    void the_failures_before_the_success_of_a_staggered_race_are_reported() {
        assertThat(run(Tasks.staggeredRace(seconds(1), List.of(failAfter(0, failure), after(5, "winner")))))
                .isEqualTo("winner");
        assertThat(reported).extracting(ErrorContext::exception).containsExactly(failure);
    }

    @Test
    void the_failures_beside_a_success_are_reported() {
        assertThat(run(TaskGroup.<String>anySuccess(contest -> {
                    contest.start(failAfter(1, failure));
                    contest.start(after(2, "winner"));
                    return Coroutine.done();
                })))
                .isEqualTo("winner");
        assertThat(reported).extracting(ErrorContext::exception).containsExactly(failure);
    }

    @Test
    void those_who_were_merely_cancelled_are_not_reported() {
        assertThat(run(Tasks.race(List.of(after(1, "winner"), after(100, "loser")))))
                .isEqualTo("winner");
        assertThat(reported).isEmpty();
    }

    @Test
    void one_that_somebody_else_has_cancelled_is_not_reported() {
        assertThat(run(TaskGroup.<String>anySuccess(contest -> {
                    Task<String> cancelled = contest.start(after(9, "cancelled"));
                    loop.callLater(seconds(1), cancelled::cancel);
                    contest.start(after(2, "winner"));
                    return Coroutine.done();
                })))
                .isEqualTo("winner");
        assertThat(reported).isEmpty();
    }

    @Test
    void without_a_winner_the_failures_are_thrown_together() {
        assertThatThrownBy(() -> run(Tasks.staggeredRace(
                        seconds(5), List.<Awaitable<String>>of(failAfter(1, failure), failAfter(1, other)))))
                .isSameAs(failure)
                .hasSuppressedException(other);
        assertThat(reported).isEmpty();
    }

    @Test
    void an_error_of_the_virtual_machine_counts_for_more_than_a_winner() {
        InternalError fatal = new InternalError("fatal");
        assertThatThrownBy(() -> run(TaskGroup.<String>anySuccess(contest -> {
                    contest.start(after(1, "winner"));
                    return failsWhenCancelled(fatal);
                })))
                .isSameAs(fatal);
        assertThat(reported).isEmpty();
    }
}
