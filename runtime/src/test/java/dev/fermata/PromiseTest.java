package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PromiseTest extends RuntimeContract {

    private final Promise<String> promise = new Promise<>(loop);

    PromiseTest(LoopKind kind) {
        super(kind);
    }

    @Test
    @Case("F1")
    void cancel_makes_a_new_promise_done_and_cancelled() {
        assertThat(promise.isDone()).isFalse();
        assertThat(promise.isCancelled()).isFalse();
        assertThat(promise.cancel()).isTrue();
        assertThat(promise.isDone()).isTrue();
        assertThat(promise.isCancelled()).isTrue();
        assertThat(promise.cancel()).isFalse();
    }

    @Test
    @Case({"F3", "F17"})
    void a_cancelled_promise_throws_and_cannot_be_completed() {
        promise.cancel("why");
        assertThatThrownBy(promise::result)
                .isInstanceOf(CancellationException.class)
                .hasMessage("why");
        assertThatThrownBy(promise::exception).isInstanceOf(CancellationException.class);
        assertThatIllegalStateException().isThrownBy(() -> promise.complete("x"));
        assertThatIllegalStateException().isThrownBy(() -> promise.fail(new IOException()));
    }

    @Test
    @Case("F4")
    void a_result_is_set_once() {
        assertThatIllegalStateException().isThrownBy(promise::result);
        promise.complete("x");
        assertThat(promise.result()).isEqualTo("x");
        assertThat(promise.exception()).isNull();
        assertThatIllegalStateException().isThrownBy(() -> promise.complete("y"));
        assertThat(promise.cancel()).isFalse();
    }

    @Test
    @Case("F5")
    void a_failure_is_thrown_as_the_same_object() {
        assertThatIllegalStateException().isThrownBy(promise::exception);
        IOException failure = new IOException();
        promise.fail(failure);
        assertThatThrownBy(promise::result).isSameAs(failure);
        assertThat(promise.exception()).isSameAs(failure);
    }

    @Test
    void null_and_outcomes_are_values_like_others() {
        Promise<Object> holder = new Promise<>(loop);
        holder.complete(new Outcome.Cancelled<>("just a value"));
        assertThat(holder.isCancelled()).isFalse();
        assertThat(holder.result()).isEqualTo(new Outcome.Cancelled<>("just a value"));
        promise.complete(null);
        assertThat(promise.result()).isNull();
        assertThat(promise.outcome()).isEqualTo(new Outcome.Success<>(null));
    }

    @Test
    @Case("F8")
    void awaiting_something_done_does_not_suspend() {
        promise.complete("x");
        Coroutine<String> body = Script.awaiting(promise);
        Coroutine<String> outer = Script.of((point, last) -> {
            if (point == 0) {
                loop.callSoon(() -> virtual.log("others"));
                return Script.await(body);
            }
            virtual.log("resumed");
            return last.get();
        });
        assertThat(virtual.run(outer)).isEqualTo("x");
        assertThat(virtual.events.get(0)).isEqualTo("resumed");
    }

    @Test
    @Case("F10")
    void a_promise_needs_a_loop() {
        assertThatIllegalStateException().isThrownBy(Promise::new).withMessageContaining("no running event loop");
        Promise<String> made = virtual.run(Script.of((point, last) -> new Promise<String>()));
        assertThat(made.loop()).isSameAs(loop);
    }

    @Test
    @Case("F11")
    void an_outcome_can_be_copied() {
        Promise<String> source = new Promise<>(loop);
        assertThatIllegalStateException().isThrownBy(() -> promise.copyFrom(source));
        source.complete("x");
        promise.copyFrom(source);
        assertThat(promise.result()).isEqualTo("x");

        Promise<String> cancelled = new Promise<>(loop);
        cancelled.cancel();
        Promise<String> copy = new Promise<>(loop);
        copy.copyFrom(cancelled);
        assertThat(copy.isCancelled()).isTrue();
        copy.copyFrom(source);
        assertThat(copy.isCancelled()).isTrue();
    }

    @Test
    @Case("F12")
    void try_complete_leaves_a_cancelled_promise_alone() {
        promise.cancel();
        assertThat(promise.tryComplete("x")).isFalse();
        assertThat(promise.isCancelled()).isTrue();
    }

    @Test
    @Case("F19")
    void awaiting_a_failure_again_does_not_change_it() {
        IOException failure = new IOException();
        promise.fail(failure);
        StackTraceElement[] trace = failure.getStackTrace();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> virtual.run(Script.awaiting(promise))).isSameAs(failure);
        }
        assertThat(failure.getStackTrace()).isEqualTo(trace);
        assertThat(failure.getSuppressed()).isEmpty();
    }

    @Test
    @Case({"F20", "R11"})
    void the_description_leaves_the_result_out() {
        Promise<Object> self = new Promise<>(loop);
        self.complete(self);
        assertThat(self).hasToString("Promise[done]");
    }

    @Test
    @Case({"C1", "C2"})
    void callbacks_run_in_order_by_the_loop() {
        Promise<String> failed = new Promise<>(loop);
        promise.addDoneCallback(done -> virtual.log("1" + (done == promise)));
        promise.addDoneCallback(done -> virtual.log("2"));
        failed.addDoneCallback(done -> virtual.log("failed"));
        promise.complete("x");
        failed.fail(new IOException());
        promise.addDoneCallback(done -> virtual.log("3"));
        assertThat(virtual.events).isEmpty();
        virtual.runReady();
        assertThat(virtual.events).containsExactly("1true", "2", "failed", "3");
    }

    @Test
    @Case("C3")
    void all_equal_callbacks_are_removed() {
        Consumer<Promise<String>> callback = done -> virtual.log("removed");
        promise.addDoneCallback(callback);
        assertThat(promise.removeDoneCallback(callback)).isEqualTo(1);
        assertThat(promise.removeDoneCallback(callback)).isZero();
        for (int i = 0; i < 6; i++) {
            promise.addDoneCallback(callback);
        }
        promise.addDoneCallback(done -> virtual.log("kept"));
        assertThat(promise.removeDoneCallback(callback)).isEqualTo(6);
        promise.complete("x");
        virtual.runReady();
        assertThat(virtual.events).containsExactly("kept");
    }

    @Test
    @Case("C6")
    void callbacks_may_change_while_they_are_compared() {
        class Meddling implements Consumer<Promise<String>> {
            @Override
            public void accept(Promise<String> done) {
                virtual.log("meddling");
            }

            @Override
            public boolean equals(Object other) {
                promise.addDoneCallback(done -> virtual.log("added"));
                return false;
            }

            @Override
            public int hashCode() {
                return 1;
            }
        }
        promise.addDoneCallback(new Meddling());
        assertThat(promise.removeDoneCallback(done -> {})).isZero();
        promise.complete("x");
        virtual.runReady();
        assertThat(virtual.events).containsExactly("meddling", "added");
    }

    @Test
    void several_tasks_wait_for_one_promise() {
        List<Task<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tasks.add(Tasks.startOn(loop, Script.awaiting(promise)));
        }
        virtual.runReady();
        promise.complete("x");
        virtual.runReady();
        assertThat(tasks).extracting(Promise::result).containsExactly("x", "x", "x");
    }

    @Test
    void a_completable_future_mirrors_it_with_the_original_exception() {
        CompletableFuture<String> future = promise.toCompletableFuture();
        IOException failure = new IOException();
        promise.fail(failure);
        assertThat(future).isNotDone();
        virtual.runReady();
        assertThatThrownBy(future::join).isInstanceOf(CompletionException.class).hasCause(failure);
    }

    @Test
    void cancelling_the_completable_future_cancels_the_promise() {
        promise.toCompletableFuture().cancel(true);
        assertThat(promise.isCancelled()).isTrue();

        Promise<String> completed = new Promise<>(loop);
        CompletableFuture<String> late = completed.toCompletableFuture();
        completed.complete("x");
        late.cancel(true);
        assertThat(late).isCancelled();
        assertThat(completed.result()).isEqualTo("x");
    }

    @Test
    void blocking_on_it_in_the_loop_throws_at_once() {
        loop.callSoon(() -> {
            assertThatIllegalStateException()
                    .isThrownBy(() -> promise.toCompletableFuture().join());
            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            promise.toCompletableFuture().thenApply(x -> x).get());
            virtual.log("refused");
        });
        virtual.runReady();
        assertThat(virtual.events).containsExactly("refused");
    }

    @Test
    void it_can_be_awaited_through_the_open_protocol() {
        Awaitable<String> foreign = promise::await;
        Task<String> task = Tasks.startOn(loop, Script.awaiting(foreign));
        virtual.runReady();
        promise.complete("x");
        virtual.runReady();
        assertThat(task.result()).isEqualTo("x");
    }
}
