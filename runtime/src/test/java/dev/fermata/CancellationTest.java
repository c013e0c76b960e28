package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CancellationTest extends RuntimeContract {

    private final Promise<String> promise = new Promise<>(loop);

    CancellationTest(LoopKind kind) {
        super(kind);
    }

    /** A task that waits for the promise. */
    private Task<String> waiting() {
        Task<String> task = start(Script.awaiting(promise));
        virtual.runReady();
        return task;
    }

    @Test
    @Case({"X1", "F17"})
    void a_cancelled_task_ends_cancelled_with_the_message() {
        Task<String> task = waiting();
        assertThat(task.cancel("why")).isTrue();
        assertThat(task.isDone()).isFalse();
        virtual.runReady();
        assertThat(task.isCancelled()).isTrue();
        assertThatThrownBy(task::result)
                .isInstanceOf(CancellationException.class)
                .hasMessage("why");
        assertThatThrownBy(() -> virtual.run(Script.awaiting(task)))
                .isInstanceOf(CancellationException.class)
                .hasMessage("why");
        assertThat(task.cancel()).isFalse();
    }

    @Test
    @Case("X2")
    void a_task_between_two_turns_can_be_cancelled() {
        Task<Object> task = start(Script.of((point, last) -> {
            last.get();
            virtual.log("turn " + point);
            return Script.await(Tasks.yieldNow());
        }));
        loop.callSoon(() -> task.cancel());
        virtual.runReady();
        assertThat(task.isCancelled()).isTrue();
        assertThat(virtual.events).containsExactly("turn 0");
    }

    @Test
    @Case("X3")
    void a_task_cancelled_before_its_first_step_never_runs() {
        Task<Object> task = start(Script.returning(() -> {
            virtual.log("ran");
            return "x";
        }));
        task.cancel("early");
        virtual.runReady();
        assertThat(task.outcome()).isEqualTo(new Outcome.Cancelled<>("early"));
        assertThat(virtual.events).isEmpty();
    }

    @Test
    @Case("X4")
    void awaiting_what_others_cancelled_is_a_failure() {
        Task<String> task = waiting();
        promise.cancel("by others");
        virtual.runReady();
        assertThat(task.isCancelled()).isFalse();
        assertThat(task.exception()).isInstanceOf(CancellationException.class).hasMessage("by others");
    }

    @Test
    @Case("X5")
    void cancelling_task_and_promise_is_one_cancellation() {
        Task<String> task = waiting();
        task.cancel();
        promise.cancel();
        virtual.runReady();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    @Case("X6")
    void a_body_that_catches_and_returns_keeps_its_result() {
        Task<String> task = start(Script.of((point, last) -> {
            if (point == 0) {
                return Script.await(promise);
            }
            assertThatThrownBy(last::get).isInstanceOf(Cancellation.class);
            return "kept";
        }));
        virtual.runReady();
        task.cancel();
        virtual.runReady();
        assertThat(task.result()).isEqualTo("kept");
    }

    @Test
    @Case({"X7", "X18"})
    void a_body_that_catches_may_go_on_and_be_cancelled_again_after_uncancel() {
        Promise<String> second = new Promise<>(loop);
        Promise<String> third = new Promise<>(loop);
        Task<String> task = start(Script.of((point, last) -> switch (point) {
            case 0 -> Script.await(promise);
            case 1 -> {
                assertThatThrownBy(last::get).isInstanceOf(Cancellation.class);
                assertThat(Tasks.current().cancelling()).isEqualTo(1);
                assertThat(Tasks.current().uncancel()).isZero();
                yield Script.await(second);
            }
            case 2 -> {
                virtual.log("second " + last.get());
                yield Script.await(third);
            }
            default -> last.get();
        }));
        virtual.runReady();
        task.cancel();
        virtual.runReady();
        second.complete("x");
        virtual.runReady();
        assertThat(virtual.events).containsExactly("second x");
        task.cancel("again");
        virtual.runReady();
        assertThat(task.outcome()).isEqualTo(new Outcome.Cancelled<>("again"));
    }

    @Test
    @Case("X8")
    void a_task_that_cancels_itself_is_interrupted_at_its_next_suspension() {
        Task<Object> task = start(Script.of((point, last) -> {
            if (point == 0) {
                Tasks.current().cancel();
                virtual.log("still running");
                return Script.await(promise);
            }
            return last.get();
        }));
        virtual.runReady();
        assertThat(task.isCancelled()).isTrue();
        assertThat(promise.isCancelled()).isTrue();
        assertThat(virtual.events).containsExactly("still running");
    }

    @Test
    @Case("X9")
    void a_task_that_cancels_itself_and_returns_keeps_its_result() {
        Task<String> task = start(Script.returning(() -> {
            Tasks.current().cancel();
            return "kept";
        }));
        virtual.runReady();
        assertThat(task.result()).isEqualTo("kept");
    }

    @Test
    @Case({"X11", "X12"})
    void cancelling_reaches_the_innermost_promise_at_once() {
        Coroutine<String> inner = Script.awaiting(promise);
        Coroutine<String> middle = Script.awaiting(inner);
        Task<String> task = start(Script.awaiting(middle));
        virtual.runReady();
        task.cancel();
        assertThat(promise.isCancelled()).isTrue();
        virtual.runReady();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    @Case("X13")
    void a_value_that_has_come_wins_and_the_next_suspension_is_interrupted() {
        Promise<String> next = new Promise<>(loop);
        Task<Object> task = start(Script.of((point, last) -> switch (point) {
            case 0 -> Script.await(promise);
            case 1 -> {
                virtual.log("got " + last.get());
                yield Script.await(next);
            }
            default -> last.get();
        }));
        virtual.runReady();
        promise.complete("x");
        task.cancel();
        virtual.runReady();
        assertThat(virtual.events).containsExactly("got x");
        assertThat(next.isCancelled()).isTrue();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void a_task_cancelled_while_it_cleans_up_is_interrupted_once() {
        Task<Object> task = start(Script.of((point, last) -> switch (point) {
            case 0 -> Script.await(promise);
            case 1 -> Script.await(Tasks.sleep(Duration.ofSeconds(1)));
            default -> {
                last.get();
                virtual.log("cleaned up");
                throw new IllegalStateException("end");
            }
        }));
        virtual.runReady();
        task.cancel();
        virtual.runReady();
        task.cancel();
        assertThatThrownBy(() -> virtual.run(Script.awaiting(task))).hasMessage("end");
        assertThat(virtual.events).containsExactly("cleaned up");
    }

    @Test
    void an_awaited_task_is_cancelled_and_waited_for() {
        Task<Object> inner = start(Script.of((point, last) -> switch (point) {
            case 0 -> Script.await(promise);
            case 1 -> {
                virtual.log("cleaning");
                yield Script.await(Tasks.sleep(Duration.ofSeconds(1)));
            }
            default -> {
                virtual.log("cleaned");
                throw new CancellationException("inner end");
            }
        }));
        Task<Object> outer = start(Script.of((point, last) -> {
            if (point == 0) {
                return Script.await(inner);
            }
            virtual.log("outer goes on");
            return last.get();
        }));
        virtual.runReady();
        outer.cancel();
        virtual.runReady();
        assertThat(outer.isDone()).isFalse();
        assertThatThrownBy(() -> virtual.run(Script.awaiting(outer))).isInstanceOf(CancellationException.class);
        assertThat(virtual.events).containsExactly("cleaning", "cleaned", "outer goes on");
        assertThat(outer.isCancelled()).isTrue();
    }

    @Test
    @Case("F15")
    void a_completion_stage_is_cancelled() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Task<Object> task = start(Script.of((point, last) -> point == 0 ? Script.await(future) : last.get()));
        virtual.runReady();
        task.cancel();
        assertThat(future).isCancelled();
        virtual.runReady();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void a_stage_cancelled_by_others_is_a_failure() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Task<Object> task = start(Script.of((point, last) -> point == 0 ? Script.await(future) : last.get()));
        virtual.runReady();
        future.cancel(true);
        virtual.runReady();
        assertThat(task.exception()).isInstanceOf(CancellationException.class);
    }

    @Test
    void a_stage_that_cannot_be_cancelled_is_left() {
        CompletableFuture<String> source = new CompletableFuture<>();
        Task<Object> task = start(
                Script.of((point, last) -> point == 0 ? Script.await(source.minimalCompletionStage()) : last.get()));
        virtual.runReady();
        task.cancel();
        virtual.runReady();
        assertThat(task.isCancelled()).isTrue();
        source.complete("late");
        virtual.runReady();
    }

    @Test
    void a_foreign_awaitable_runs_its_action_and_late_outcomes_are_ignored() {
        Awaitable.Waiter<?>[] kept = new Awaitable.Waiter<?>[1];
        Awaitable<String> foreign = waiter -> {
            kept[0] = waiter;
            waiter.onCancel(() -> virtual.log("cancelled"));
        };
        Task<String> task = start(Script.awaiting(foreign));
        virtual.runReady();
        task.cancel();
        assertThat(virtual.events).containsExactly("cancelled");
        virtual.runReady();
        assertThat(task.isCancelled()).isTrue();
        assertThat(kept[0].fail(new IllegalStateException())).isFalse();
        kept[0].onCancel(() -> virtual.log("late action"));
        assertThat(virtual.events).containsExactly("cancelled", "late action");
    }

    @Test
    @Case("T20")
    void cancelling_a_sleep_leaves_no_timer_behind() {
        Task<?> task = start(Script.awaiting(Tasks.sleep(Duration.ofDays(1))));
        virtual.runReady();
        task.cancel();
        exhaustTimers();
        assertThat(task.isCancelled()).isTrue();
        assertThat(loop.time()).isZero();
    }

    @Test
    void catching_exceptions_does_not_swallow_a_cancellation() {
        Task<Object> task = start(Script.of((point, last) -> {
            try {
                return point == 0 ? Script.await(promise) : last.get();
            } catch (Exception swallowed) {
                return "swallowed";
            }
        }));
        virtual.runReady();
        task.cancel();
        virtual.runReady();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void a_scope_absorbs_its_own_cancellation() {
        CancelScope scope = new CancelScope();
        Coroutine<String> inside = Script.awaiting(promise);
        Task<String> task =
                start(Script.of((point, last) -> point == 0 ? Script.await(scope.run(inside)) : "after " + last.get()));
        virtual.runReady();
        scope.cancel();
        virtual.runReady();
        assertThat(task.result()).isEqualTo("after null");
    }

    @Test
    void of_two_cancelled_scopes_the_outer_one_wins() {
        CancelScope outer = new CancelScope();
        CancelScope inner = new CancelScope();
        Coroutine<String> body = Script.of((point, last) -> {
            if (point == 0) {
                inner.cancel("inner");
                outer.cancel("outer");
                return Script.await(promise);
            }
            return last.get();
        });
        Coroutine<String> middle = Script.of((point, last) -> {
            if (point == 0) {
                return Script.await(inner.run(body));
            }
            virtual.log("after inner");
            return last.get();
        });
        Task<String> task = start(Script.of((point, last) -> {
            if (point == 0) {
                return Script.await(outer.run(middle));
            }
            virtual.log("after outer");
            return last.get();
        }));
        virtual.runReady();
        assertThat(virtual.events).containsExactly("after inner", "after outer");
        assertThat(task.result()).isNull();
    }

    @Test
    void a_task_can_be_cancelled_from_another_thread() throws InterruptedException {
        Task<String> task = waiting();
        Thread other = new Thread(() -> assertThat(task.cancel()).isTrue());
        other.start();
        other.join();
        assertThat(promise.isDone()).isFalse();
        virtual.runReady();
        assertThat(task.isCancelled()).isTrue();
    }
}
