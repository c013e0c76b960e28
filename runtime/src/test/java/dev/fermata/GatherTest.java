package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class GatherTest extends RuntimeContract {

    private final Promise<String> a = new Promise<>(loop);
    private final Promise<String> b = new Promise<>(loop);

    GatherTest(LoopKind kind) {
        super(kind);
    }

    private static Coroutine<Integer> after(int seconds, int value) {
        return Script.of((point, last) ->
                point == 0 ? Script.await(Tasks.sleep(Duration.ofSeconds(seconds), value)) : last.get());
    }

    @Test
    void results_keep_the_order_of_the_arguments() {
        Coroutine<List<Integer>> body = Script.of((point, last) ->
                point == 0 ? Script.await(Tasks.gather(List.of(after(3, 1), after(1, 2), after(2, 3)))) : last.get());
        assertThat(virtual.run(body)).containsExactly(1, 2, 3);
        assertThat(loop.time()).isEqualTo(Duration.ofSeconds(3).toNanos());
    }

    @Test
    @Case("G2")
    void a_failure_ends_it_and_leaves_promises_of_the_caller_alone() {
        Promise<List<String>> all = Tasks.gather(a, b);
        IOException failure = new IOException();
        a.fail(failure);
        virtual.runReady();
        assertThat(all.exception()).isSameAs(failure);
        assertThat(b.isDone()).isFalse();
        b.complete("x");
        virtual.runReady();
    }

    @Test
    @Case({"G2", "G12"})
    void a_failure_cancels_what_was_started_here_and_collects_other_failures() {
        IOException first = new IOException("first");
        IOException second = new IOException("second");
        Coroutine<String> failing = Script.of((point, last) -> {
            if (point == 0) {
                return Script.await(a);
            }
            throw first;
        });
        Coroutine<String> cleaning = Script.of((point, last) -> {
            if (point == 0) {
                return Script.await(b);
            }
            virtual.log("interrupted");
            throw second;
        });
        List<ErrorContext> reported = new ArrayList<>();
        loop.setExceptionHandler((where, context) -> reported.add(context));
        Coroutine<List<String>> body = Script.of(
                (point, last) -> point == 0 ? Script.await(Tasks.gather(List.of(failing, cleaning))) : last.get());
        Task<List<String>> task = Tasks.startOn(loop, body);
        virtual.runReady();
        a.complete("x");
        virtual.runReady();
        assertThat(task.exception()).isSameAs(first);
        assertThat(first.getSuppressed()).containsExactly(second);
        assertThat(virtual.events).containsExactly("interrupted");
        loop.close();
        assertThat(reported).isEmpty();
    }

    @Test
    @Case("G4")
    void a_cancelled_child_is_a_failure() {
        Promise<List<String>> all = Tasks.gather(a, b);
        a.cancel();
        virtual.runReady();
        assertThat(all.isCancelled()).isFalse();
        assertThat(all.exception()).isInstanceOf(CancellationException.class);
    }

    @Test
    @Case("G6")
    void an_empty_gathering_is_done_but_needs_a_loop() {
        assertThatIllegalStateException().isThrownBy(() -> Tasks.gather(List.of()));
        Coroutine<List<Object>> body =
                Script.of((point, last) -> point == 0 ? Script.await(Tasks.gather(List.of())) : last.get());
        assertThat(virtual.run(body)).isEmpty();
    }

    @Test
    @Case("G7")
    void promises_of_different_loops_are_refused() {
        Promise<String> foreign = new Promise<>(EventLoop.create());
        assertThatIllegalArgumentException().isThrownBy(() -> Tasks.gather(a, foreign));
        assertThat(Tasks.gather(a, b).loop()).isSameAs(loop);
    }

    @Test
    @Case("G9")
    void cancelling_it_cancels_every_child_first() {
        Promise<List<String>> all = Tasks.gather(a, b);
        assertThat(all.cancel()).isTrue();
        assertThat(a.isCancelled()).isTrue();
        assertThat(b.isCancelled()).isTrue();
        assertThat(all.isDone()).isFalse();
        assertThat(all.cancel()).isFalse();
        virtual.runReady();
        assertThat(all.isCancelled()).isTrue();
    }

    @Test
    @Case("G10")
    void it_refuses_to_be_cancelled_when_all_children_are_done() {
        Promise<List<String>> all = Tasks.gather(a, b);
        a.complete("a");
        b.complete("b");
        assertThat(all.cancel()).isFalse();
        virtual.runReady();
        assertThat(all.result()).containsExactly("a", "b");
    }

    @Test
    @Case("G9")
    void a_cancelled_awaiter_cancels_the_children_and_waits_for_them() {
        Coroutine<Integer> slow = Script.of((point, last) -> switch (point) {
            case 0 -> Script.await(a);
            case 1 -> Script.await(Tasks.sleep(Duration.ofSeconds(5)));
            default -> {
                virtual.log("child ended");
                throw new CancellationException();
            }
        });
        Coroutine<Object> body =
                Script.of((point, last) -> point == 0 ? Script.await(Tasks.gather(List.of(slow))) : last.get());
        Task<Object> task = Tasks.startOn(loop, body);
        virtual.runReady();
        task.cancel();
        assertThatThrownBy(() -> virtual.run(Script.awaiting(task))).isInstanceOf(CancellationException.class);
        assertThat(task.isCancelled()).isTrue();
        assertThat(virtual.events).containsExactly("child ended");
    }

    @Test
    @Case("G13")
    void a_null_argument_is_refused_before_anything_starts() {
        assertThatNullPointerException().isThrownBy(() -> Tasks.gather(Arrays.asList(a, null)));
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @Test
    @Case("G14")
    void finished_children_complete_it_at_once() {
        a.complete("a");
        b.complete(null);
        assertThat(Tasks.gather(a, b, a).result()).containsExactly("a", null, "a");
    }
}
