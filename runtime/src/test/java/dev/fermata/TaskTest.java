package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class TaskTest extends RuntimeContract {

    TaskTest(LoopKind kind) {
        super(kind);
    }

    @Test
    @Case("T1")
    void a_task_runs_on_the_loop() {
        Task<Integer> task = start(Script.returning(() -> 42));
        assertThat(task.isDone()).isFalse();
        virtual.runReady();
        assertThat(task.result()).isEqualTo(42);
    }

    @Test
    @Case("T2")
    void ensure_promise_takes_promises_as_they_are_and_starts_the_rest() {
        Promise<String> promise = new Promise<>(loop);
        assertThat(Tasks.ensurePromise(loop, promise)).isSameAs(promise);
        assertThat(Tasks.<Integer>ensurePromise(loop, Script.returning(() -> 1)))
                .isInstanceOf(Task.class);
        assertThat(Tasks.<Integer>ensurePromise(loop, Coroutine.of(1))).isInstanceOf(Task.class);
        assertThat(Tasks.<Integer>ensurePromise(loop, waiter -> waiter.complete(1)))
                .isInstanceOf(Task.class);
        assertThatIllegalArgumentException().isThrownBy(() -> Tasks.ensurePromise(EventLoop.create(), promise));
        virtual.runReady();
    }

    @Test
    @Case("T4")
    void awaiting_a_promise_of_another_loop_fails_in_the_task() {
        Promise<String> foreign = new Promise<>(EventLoop.create());
        assertThatIllegalStateException()
                .isThrownBy(() -> virtual.run(Script.awaiting(foreign)))
                .withMessageContaining("attached to a different loop");
    }

    @Test
    @Case("T6")
    void a_coroutine_is_good_for_one_run() {
        Coroutine<Integer> once = Script.returning(() -> 1);
        assertThat(virtual.run(Script.awaiting(once))).isEqualTo(1);
        assertThatIllegalStateException().isThrownBy(() -> virtual.run(Script.awaiting(once)));
        assertThatIllegalStateException().isThrownBy(() -> start(once));
    }

    @Test
    void a_task_cannot_await_itself() {
        List<Task<Object>> self = new ArrayList<>();
        self.add(start(Script.of((point, last) -> point == 0 ? Script.await(self.get(0)) : last.get())));
        virtual.runReady();
        assertThatIllegalStateException().isThrownBy(self.get(0)::result).withMessageContaining("itself");
    }

    @Test
    @Case("T8")
    void names_are_numbered_and_can_be_set() {
        Task<Integer> first = start(Script.returning(() -> 1));
        Task<Integer> second = start(Script.returning(() -> 1));
        int number = Integer.parseInt(first.name().substring("Task-".length()));
        assertThat(Integer.parseInt(second.name().substring("Task-".length()))).isGreaterThan(number);
        first.setName("mine");
        assertThat(first.name()).isEqualTo("mine");
        virtual.runReady();
        assertThat(first).hasToString("mine[done]");
    }

    @Test
    @Case("T11")
    void all_lists_the_unfinished_tasks_of_a_loop() {
        Promise<String> promise = new Promise<>(loop);
        Task<String> waiting = start(Script.awaiting(promise));
        Task<Integer> quick = start(Script.returning(() -> 1));
        assertThat(Tasks.all(loop)).containsExactly(waiting, quick);
        virtual.runReady();
        assertThat(Tasks.all(loop)).containsExactly(waiting);
        assertThat(waiting.toString()).contains("pending, awaiting Promise[pending]");
        promise.complete("x");
        virtual.runReady();
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @Test
    @Case("T11")
    void all_can_be_asked_by_another_thread() throws InterruptedException {
        Task<String> waiting = start(Script.awaiting(new Promise<>(loop)));
        List<Task<?>> seen = new ArrayList<>();
        Thread other = new Thread(() -> seen.addAll(Tasks.all(loop)));
        other.start();
        other.join();
        assertThat(seen).containsExactly(waiting);
    }

    @Test
    @Case("T13")
    void a_coroutine_may_return_a_promise_or_a_coroutine_as_its_value() {
        Promise<String> promise = new Promise<>(loop);
        assertThat(virtual.<Object>run(Script.returning(() -> promise))).isSameAs(promise);
        Coroutine<Integer> inner = Script.returning(() -> 1);
        Coroutine<Object> returnsIt = Script.returning(() -> inner);
        assertThat(virtual.run(Script.awaiting(returnsIt))).isSameAs(inner);
    }

    @Test
    @Case("T15")
    void a_task_cannot_be_completed_from_outside() {
        Task<Integer> task = start(Script.returning(() -> 1));
        assertThatIllegalStateException().isThrownBy(() -> task.complete(2));
        assertThatIllegalStateException().isThrownBy(() -> task.fail(new IOException()));
        virtual.runReady();
        assertThat(task.result()).isEqualTo(1);
    }

    @Test
    @Case("T18")
    void sleeps_add_up_and_give_their_result() {
        Coroutine<String> body = Script.of((point, last) -> switch (point) {
            case 0 -> Script.await(Tasks.sleep(Duration.ofHours(1)));
            case 1 -> Script.await(Tasks.sleep(Duration.ofSeconds(1), "x"));
            default -> last.get();
        });
        assertThat(virtual.run(body)).isEqualTo("x");
        assertThat(loop.time()).isEqualTo(Duration.ofSeconds(3601).toNanos());
    }

    @Test
    void tasks_take_turns_at_yields() {
        for (String name : List.of("a", "b")) {
            start(Script.of((point, last) -> {
                virtual.log(name + point);
                return point < 2 ? Script.await(Tasks.yieldNow()) : "end";
            }));
        }
        virtual.runReady();
        assertThat(virtual.events).containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
    }

    @Test
    void the_current_task_is_known_inside_only() {
        assertThatIllegalStateException().isThrownBy(Tasks::current);
        Task<Object> task = start(Script.returning(Tasks::current));
        virtual.runReady();
        assertThat(task.result()).isSameAs(task);
    }

    @Test
    void failures_of_stages_come_out_unwrapped() {
        IOException failure = new IOException();
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> derived = stage.thenApply(x -> x);
        Task<Object> task = start(Script.of((point, last) -> point == 0 ? Script.await(derived) : last.get()));
        virtual.runReady();
        stage.completeExceptionally(new CompletionException(failure));
        virtual.runReady();
        assertThat(task.exception()).isSameAs(failure);
        assertThatThrownBy(
                        () -> virtual.run(Script.of((point, last) -> point == 0 ? Script.await(derived) : last.get())))
                .isSameAs(failure);
    }

    @Test
    void a_foreign_awaitable_may_complete_at_once_or_throw() {
        Awaitable<String> immediate = waiter -> {
            assertThat(waiter.complete("x")).isTrue();
            assertThat(waiter.complete("y")).isFalse();
        };
        assertThat(virtual.run(Script.awaiting(immediate))).isEqualTo("x");
        Awaitable<String> throwing = waiter -> {
            throw new UnsupportedOperationException();
        };
        assertThatThrownBy(() -> virtual.run(Script.awaiting(throwing)))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void failures_of_background_tasks_are_reported_at_once() {
        IOException failure = new IOException();
        List<ErrorContext> seen = new ArrayList<>();
        loop.setExceptionHandler((where, context) -> seen.add(context));
        loop.callSoon(() -> Tasks.background(Script.returning(() -> {
            throw failure;
        })));
        virtual.runReady();
        assertThat(seen).extracting(ErrorContext::exception).containsExactly(failure);
        loop.close();
        assertThat(seen).hasSize(1);
    }

    @Test
    @Case("DG8")
    void failures_that_nobody_read_are_listed_when_the_loop_closes() {
        IOException unread = new IOException();
        List<ErrorContext> seen = new ArrayList<>();
        loop.setExceptionHandler((where, context) -> seen.add(context));
        start(Script.returning(() -> {
            throw unread;
        }));
        Task<Object> read = start(Script.returning(() -> {
            throw new IOException();
        }));
        virtual.runReady();
        read.exception();
        loop.close();
        assertThat(seen).extracting(ErrorContext::exception).containsExactly(unread);
    }

    @Test
    @Case("DG6")
    void an_error_of_the_virtual_machine_is_kept_in_the_task_and_leaves_the_run() {
        Task<Object> task = start(Script.returning(() -> {
            throw new InternalError("fatal");
        }));
        assertThatThrownBy(virtual::runReady).isInstanceOf(InternalError.class);
        assertThat(task.exception()).isInstanceOf(InternalError.class);
    }
}
