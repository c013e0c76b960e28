package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class TaskGroupTest extends Programs {

    private final IOException failure = new IOException("first");
    private final IOException other = new IOException("other");

    TaskGroupTest(LoopKind kind) {
        super(kind);
    }

    @Test
    void ends_when_all_tasks_have_ended_and_returns_the_result_of_its_body() {
        Coroutine<String> group = TaskGroup.run(tasks -> {
            tasks.start(after(3, "slow"));
            Task<String> quick = tasks.start(after(1, "quick"));
            return Coroutine.of(Await.on(quick) + "!");
        });
        assertThat(run(group)).isEqualTo("quick!");
        assertThat(events).containsExactly("quick", "slow");
        assertThat(now()).isEqualTo(3);
    }

    @Test
    void a_failure_cancels_the_others_and_the_body_and_is_thrown_when_they_have_ended() {
        Coroutine<String> group = TaskGroup.run(tasks -> {
            tasks.start(stubborn("child", 5));
            tasks.start(failAfter(1, failure));
            return after(100, "body");
        });
        assertThatThrownBy(() -> run(group)).isSameAs(failure).hasNoSuppressedExceptions();
        assertThat(events).containsExactly("body cancelled", "child interrupted", "child ended");
        assertThat(now()).isEqualTo(6);
    }

    @Test
    void later_failures_are_suppressed() {
        Coroutine<Void> group = TaskGroup.run(tasks -> {
            tasks.start(failAfter(1, failure));
            tasks.start(failAfter(1, other));
            return Coroutine.done();
        });
        assertThatThrownBy(() -> run(group)).isSameAs(failure);
        assertThat(failure.getSuppressed()).containsExactly(other);
    }

    @Test
    @Case("TG2")
    void a_task_that_is_cancelled_by_itself_disturbs_nobody() {
        Coroutine<String> group = TaskGroup.run(tasks -> {
            Task<String> cancelled = tasks.start(after(100, "a"));
            tasks.start(after(2, "b"));
            Await.on(Tasks.sleep(seconds(1)));
            cancelled.cancel();
            return Coroutine.of("body");
        });
        assertThat(run(group)).isEqualTo("body");
        assertThat(events).containsExactly("a cancelled", "b");
    }

    @Test
    @Case("TG6")
    void a_failure_of_the_body_cancels_the_tasks() {
        Coroutine<Void> group = TaskGroup.run(tasks -> {
            tasks.start(stubborn("child", 1));
            Await.on(Tasks.yieldNow());
            throw Unchecked.rethrow(failure);
        });
        assertThatThrownBy(() -> run(group)).isSameAs(failure);
        assertThat(events).containsExactly("child interrupted", "child ended");
    }

    @Test
    @Case("TG6")
    void a_body_that_throws_before_any_await_fails_the_group() {
        Coroutine<Void> group = TaskGroup.run(tasks -> {
            tasks.start(after(1, "never begun"));
            throw new IllegalArgumentException("body");
        });
        assertThatThrownBy(() -> run(group)).hasMessage("body");
        assertThat(events).isEmpty();
    }

    @Test
    @Case("TG7")
    void the_failure_of_an_inner_group_is_one_of_the_outer_ones() {
        Coroutine<Void> group = TaskGroup.run(outer -> {
            outer.start(failAfter(1, failure));
            return TaskGroup.run(inner -> {
                inner.start(this.<Void>failWhenCancelled(other));
                return Coroutine.done();
            });
        });
        assertThatThrownBy(() -> run(group)).isSameAs(failure);
        assertThat(failure.getSuppressed()).containsExactly(other);
    }

    @Async
    private <T> Coroutine<T> failWhenCancelled(Throwable thrown) {
        try {
            Await.on(Tasks.sleep(seconds(1000)));
        } catch (Cancellation cancellation) {
            throw Unchecked.rethrow(thrown);
        }
        return Coroutine.of(null);
    }

    @Test
    @Case("TG8")
    void a_failure_interrupts_a_body_that_cleans_up_after_a_cancellation() {
        Coroutine<Void> group = TaskGroup.run(tasks -> {
            tasks.start(shieldedFailure());
            return cleaningUp();
        });
        Coroutine<Void> main = cancelledAfterOneSecond(group);
        assertThatThrownBy(() -> run(main)).isSameAs(failure);
        assertThat(events).containsExactly("cleaning", "interrupted again at 3", "next await: Cancellation");
    }

    @Async
    private Coroutine<Void> shieldedFailure() {
        Await.on(Tasks.shielded(failAfter(3, failure)));
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> cleaningUp() {
        try {
            Await.on(Tasks.sleep(seconds(1000)));
        } finally {
            log("cleaning");
            try {
                Await.on(Tasks.sleep(seconds(1000)));
            } catch (Cancellation cancellation) {
                log("interrupted again at " + now());
                throw cancellation;
            }
        }
        return Coroutine.done();
    }

    /** Awaits {@code group} in a task that is cancelled; passes its failure on after a look at the next await. */
    @Async
    private Coroutine<Void> cancelledAfterOneSecond(Awaitable<Void> group) {
        Task<Void> task = Tasks.start(lookingAtTheNextAwait(group));
        Await.on(Tasks.sleep(seconds(1)));
        task.cancel();
        return Coroutine.of(Await.on(task));
    }

    @Async
    private Coroutine<Void> lookingAtTheNextAwait(Awaitable<Void> group) {
        try {
            Await.on(group);
        } catch (Exception thrown) {
            try {
                Await.on(Tasks.sleep(seconds(1)));
                log("next await: nothing");
            } catch (Cancellation cancellation) {
                log("next await: Cancellation");
            }
            throw thrown;
        }
        return Coroutine.done();
    }

    @Test
    @Case("TG9")
    void a_body_that_replaces_the_cancellation_by_its_own_failure_has_it_collected() {
        Coroutine<Void> group = TaskGroup.run(tasks -> {
            tasks.start(failAfter(1, failure));
            return failWhenCancelled(other);
        });
        assertThatThrownBy(() -> run(group)).isSameAs(failure);
        assertThat(failure.getSuppressed()).containsExactly(other);
    }

    @Test
    @Case("TG9")
    void a_body_that_replaces_a_cancellation_from_outside_fails_the_group() {
        Coroutine<Void> group = TaskGroup.run(tasks -> failWhenCancelled(other));
        assertThatThrownBy(() -> run(cancelledAfterOneSecond(group))).isSameAs(other);
    }

    @Test
    @Case("TG10")
    void an_error_is_thrown_as_it_is_and_one_of_the_virtual_machine_comes_first() {
        AssertionError error = new AssertionError();
        Coroutine<Void> group = TaskGroup.run(tasks -> {
            tasks.start(failAfter(1, error));
            return Coroutine.done();
        });
        assertThatThrownBy(() -> run(group)).isSameAs(error);
        StackOverflowError fatal = new StackOverflowError();
        Coroutine<Void> both = TaskGroup.run(tasks -> {
            tasks.start(failAfter(1, failure));
            tasks.start(failAfter(1, fatal));
            return Coroutine.done();
        });
        assertThatThrownBy(() -> run(both)).isSameAs(fatal);
        assertThat(fatal.getSuppressed()).containsExactly(failure);
    }

    @Test
    @Case("TG11")
    void tasks_that_have_ended_are_let_go_of() {
        Coroutine<String> group = TaskGroup.run(tasks -> {
            Await.on(tasks.start(after(1, "a")));
            Await.on(Tasks.yieldNow());
            return Coroutine.of(tasks.toString());
        });
        assertThat(run(group)).isEqualTo("TaskGroup[0 unfinished]");
    }

    @Test
    @Case("TG12")
    void tasks_that_start_others_for_ever_are_stopped_by_a_failure() {
        Coroutine<Void> group = TaskGroup.run(tasks -> {
            tasks.start(spawning(tasks));
            return failAfter(10, failure);
        });
        assertThatThrownBy(() -> run(group)).isSameAs(failure);
        assertThat(now()).isEqualTo(10);
    }

    @Async
    private Coroutine<Void> spawning(TaskGroup tasks) {
        Await.on(Tasks.sleep(seconds(1)));
        if (now() < 1000) {
            tasks.start(spawning(tasks));
        }
        return Coroutine.done();
    }

    @Test
    @Case("TG13")
    void nothing_can_be_started_after_the_end_or_while_the_group_is_cancelled() {
        List<TaskGroup> groups = new ArrayList<>();
        Coroutine<Void> group = TaskGroup.run(tasks -> {
            groups.add(tasks);
            tasks.start(failAfter(1, failure));
            try {
                Await.on(Tasks.sleep(seconds(10)));
            } finally {
                assertThatIllegalStateException()
                        .isThrownBy(() -> tasks.start(after(1, "x")))
                        .withMessageContaining("cancelled");
            }
            return Coroutine.done();
        });
        assertThatThrownBy(() -> run(group)).isSameAs(failure);
        Coroutine<Void> ended = TaskGroup.run(tasks -> {
            groups.add(tasks);
            return Coroutine.done();
        });
        run(ended);
        assertThatIllegalStateException()
                .isThrownBy(() -> groups.get(1).start(after(1, "y")))
                .withMessageContaining("has ended");
        assertThat(events).isEmpty();
    }

    @Test
    @Case("TG15")
    void the_cancellation_of_a_body_does_not_leave_the_group() {
        Coroutine<String> main = afterAFailedGroup();
        assertThat(run(main)).isEqualTo("0 cancellations");
    }

    @Async
    private Coroutine<String> afterAFailedGroup() {
        try {
            Await.on(TaskGroup.run(tasks -> {
                tasks.start(failAfter(1, failure));
                return after(10, "body");
            }));
        } catch (Exception thrown) {
            assertThat(thrown).isSameAs(failure);
        }
        Await.on(Tasks.sleep(seconds(1)));
        return Coroutine.of(Tasks.current().cancelling() + " cancellations");
    }

    @Test
    @Case("TG16")
    void a_failure_is_thrown_although_the_parent_is_cancelled_and_its_next_await_is_interrupted() {
        Coroutine<Void> group = TaskGroup.run(tasks -> {
            tasks.start(this.<Void>failWhenCancelled(failure));
            return Coroutine.done();
        });
        assertThatThrownBy(() -> run(cancelledAfterOneSecond(group))).isSameAs(failure);
        assertThat(events).containsExactly("next await: Cancellation");
    }

    @Test
    @Case("TG17")
    void an_inner_failure_is_handled_and_the_outer_group_still_cancelled() {
        Coroutine<Void> group = TaskGroup.run(outer -> {
            outer.start(failAfter(1, failure));
            return lookingAtTheNextAwait(TaskGroup.run(inner -> {
                inner.start(this.<Void>failWhenCancelled(other));
                return Coroutine.done();
            }));
        });
        assertThatThrownBy(() -> run(group)).isSameAs(failure);
        assertThat(events).containsExactly("next await: Cancellation");
    }

    @Test
    @Case("TG18")
    void a_task_that_a_starting_task_starts_and_that_fails_ends_the_group() {
        Coroutine<Void> group = TaskGroup.run(tasks -> {
            tasks.start(startingAFailure(tasks));
            return Coroutine.done();
        });
        assertThatThrownBy(() -> run(group)).isSameAs(failure);
        assertThat(now()).isZero();
    }

    @Async
    private Coroutine<Void> startingAFailure(TaskGroup tasks) {
        tasks.start(failAfter(0, failure));
        Await.on(Tasks.sleep(seconds(1000)));
        return Coroutine.done();
    }

    @Test
    @Case("TG19")
    void a_name_reaches_the_task() {
        Coroutine<String> group = TaskGroup.run(
                tasks -> Coroutine.of(tasks.start("worker", after(1, "x")).name()));
        assertThat(run(group)).isEqualTo("worker");
    }

    @Test
    @Case("TG20")
    void the_group_keeps_no_failure() {
        List<TaskGroup> groups = new ArrayList<>();
        Coroutine<Void> group = TaskGroup.run(tasks -> {
            groups.add(tasks);
            tasks.start(failAfter(1, failure));
            return Coroutine.done();
        });
        assertThatThrownBy(() -> run(group)).isSameAs(failure);
        assertThat(groups.get(0).failures.take()).isNull();
    }

    @Test
    void a_cancelled_parent_waits_for_all_tasks() {
        Coroutine<Void> group = TaskGroup.run(tasks -> {
            tasks.start(stubborn("child", 5));
            return Coroutine.done();
        });
        assertThatThrownBy(() -> run(cancelledAfterOneSecond(group))).isInstanceOf(CancellationException.class);
        assertThat(events).containsExactly("child interrupted", "child ended");
        assertThat(now()).isEqualTo(6);
    }

    @Test
    void a_group_can_be_cancelled_as_its_normal_end() {
        Coroutine<String> group = TaskGroup.run(tasks -> {
            tasks.start(stubborn("child", 1));
            Await.on(Tasks.sleep(seconds(1)));
            tasks.cancel();
            return after(10, "body");
        });
        assertThat(run(group)).isNull();
        assertThat(events).containsExactly("body cancelled", "child interrupted", "child ended");
    }

    @Test
    void any_success_ends_the_contest() {
        Coroutine<String> contest = TaskGroup.anySuccess(competitors -> {
            competitors.start(failAfter(1, failure));
            competitors.start(after(3, "slow"));
            competitors.start(after(2, "quick"));
            Await.on(Tasks.sleep(seconds(1000)));
            return Coroutine.done();
        });
        assertThat(run(contest)).isEqualTo("quick");
        assertThat(events).containsExactly("quick", "slow cancelled");
    }

    @Test
    void a_contest_that_all_lose_fails() {
        Coroutine<String> contest = TaskGroup.anySuccess(competitors -> {
            competitors.start(failAfter(2, other));
            competitors.start(failAfter(1, failure));
            return Coroutine.done();
        });
        assertThatThrownBy(() -> run(contest)).isSameAs(failure);
        assertThat(failure.getSuppressed()).containsExactly(other);
        Coroutine<String> empty = TaskGroup.anySuccess(competitors -> Coroutine.done());
        assertThatIllegalStateException().isThrownBy(() -> run(empty));
    }

    @Test
    void a_supervisor_reports_what_nobody_awaits_and_goes_on() {
        Coroutine<String> group = TaskGroup.supervise(tasks -> {
            tasks.start(failAfter(1, failure));
            Task<String> awaited = tasks.start(failAfter(2, other));
            tasks.start(after(5, "child"));
            try {
                Await.on(awaited);
            } catch (Exception seen) {
                log("seen");
            }
            return Coroutine.of("body");
        });
        assertThat(run(group)).isEqualTo("body");
        assertThat(events).containsExactly("seen", "child");
        assertThat(reported).extracting(context -> context.exception()).containsExactly(failure);
    }

    @Test
    void a_start_waits_until_the_task_is_ready() {
        Coroutine<String> group = TaskGroup.run(tasks -> {
            int port = Await.on(tasks.<Integer>startReady(ready -> serve(ready)));
            return Coroutine.of(port + " at " + now());
        });
        assertThat(run(group)).isEqualTo("8080 at 2");
        assertThat(events).containsExactly("served");
    }

    @Async
    private Coroutine<Void> serve(Promise<Integer> ready) {
        Await.on(Tasks.sleep(seconds(2)));
        ready.complete(8080);
        Await.on(after(3, "served"));
        return Coroutine.done();
    }

    @Test
    void a_task_that_fails_before_it_is_ready_fails_who_waits_for_that() {
        Coroutine<String> group = TaskGroup.run(tasks -> {
            try {
                Await.on(tasks.<Integer>startReady(ready -> failAfter(1, failure)));
            } catch (Exception thrown) {
                log(thrown.getMessage());
            }
            try {
                Await.on(tasks.<Integer>startReady(ready -> after(1, "unready")));
            } catch (IllegalStateException thrown) {
                log("not ready");
            }
            return Coroutine.of("body");
        });
        assertThat(run(group)).isEqualTo("body");
        assertThat(events).containsExactly("first", "unready", "not ready");
    }

    @Test
    void a_task_that_fails_before_it_is_ready_fails_the_group_if_nobody_waits() {
        Coroutine<String> group = TaskGroup.run(tasks -> {
            tasks.<Integer>startReady(ready -> failAfter(1, failure));
            return after(5, "body");
        });
        assertThatThrownBy(() -> run(group)).isSameAs(failure);
    }
}
