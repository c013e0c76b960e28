package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.loop.EventLoop;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class GatherProgramsTest extends Programs {

    private final IOException failure = new IOException("first");

    GatherProgramsTest(LoopKind kind) {
        super(kind);
    }

    @Async
    private <T> Coroutine<T> asItIs(T value) {
        return Coroutine.of(value);
    }

    @Async
    private Coroutine<List<Outcome<String>>> settling(List<? extends Awaitable<String>> children) {
        return Coroutine.of(Await.on(Tasks.gatherSettled(children)));
    }

    @Async
    private Coroutine<List<String>> gathering(List<? extends Awaitable<String>> children) {
        return Coroutine.of(Await.on(Tasks.gather(children)));
    }

    @Async
    private <T> Coroutine<T> cancelAfter(long seconds, Awaitable<T> body) {
        Task<T> task = Tasks.start(body);
        Await.on(Tasks.sleep(seconds(seconds)));
        log("cancel " + task.cancel());
        return Coroutine.of(Await.on(task));
    }

    @Test
    @Case("G2")
    void a_failure_cancels_the_coroutines_and_leaves_a_task_of_the_caller_alone() {
        Task<String> mine = Tasks.startOn(loop, after(5, "mine"));
        assertThatThrownBy(() -> run(gathering(List.of(failAfter(1, failure), after(3, "owned"), mine))))
                .isSameAs(failure);
        assertThat(events).containsExactly("owned cancelled");
        assertThat(run(mine)).isEqualTo("mine");
    }

    @Test
    @Case({"G3", "G5"})
    void outcomes_stand_in_the_order_of_the_arguments() {
        Promise<String> cancelled = new Promise<>(loop);
        cancelled.cancel("why");
        List<Outcome<String>> outcomes =
                run(settling(List.of(after(3, "a"), failAfter(1, failure), cancelled, after(2, "b"))));
        assertThat(outcomes)
                .containsExactly(
                        new Outcome.Success<>("a"),
                        new Outcome.Failure<>(failure),
                        new Outcome.Cancelled<>("why"),
                        new Outcome.Success<>("b"));
        assertThat(now()).isEqualTo(3);
        loop.close();
        assertThat(reported).isEmpty();
    }

    @Test
    @Case("G4")
    void a_cancelled_child_is_a_failure_of_the_gathering() {
        Promise<String> cancelled = new Promise<>(loop);
        loop.callLater(seconds(1), cancelled::cancel);
        Coroutine<String> main = stateOfGathering(List.of(cancelled, after(9, "owned")));
        assertThat(run(main)).isEqualTo("cancelled: false, CancellationException");
        assertThat(events).containsExactly("owned cancelled");
    }

    @Async
    private Coroutine<String> stateOfGathering(List<Awaitable<String>> children) {
        Promise<List<String>> all = Tasks.gather(children);
        try {
            Await.on(all);
        } catch (CancellationException thrown) {
            return Coroutine.of(
                    "cancelled: " + all.isCancelled() + ", " + thrown.getClass().getSimpleName());
        }
        return Coroutine.of("no failure");
    }

    @Test
    @Case("G6")
    void nothing_gathered_is_an_empty_list() {
        assertThatIllegalStateException().isThrownBy(() -> Tasks.gatherSettled(List.of()));
        assertThat(run(gathering(List.of()))).isEmpty();
        assertThat(run(settling(List.of()))).isEmpty();
    }

    @Test
    @Case("G7")
    void promises_of_different_loops_are_refused() {
        Promise<String> foreign = new Promise<>(EventLoop.create());
        Promise<String> own = new Promise<>(loop);
        assertThatIllegalArgumentException().isThrownBy(() -> Tasks.gatherSettled(List.of(own, foreign)));
        assertThat(Tasks.gatherSettled(List.of(foreign)).loop()).isSameAs(foreign.loop());
    }

    @Test
    @Case({"G9", "G11"})
    void a_cancellation_reaches_every_child_and_ends_after_them() {
        assertThatThrownBy(() -> run(cancelAfter(1, gathering(List.of(stubborn("a", 2), after(9, "b"))))))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> run(cancelAfter(1, settling(List.of(stubborn("c", 2), after(9, "d"))))))
                .isInstanceOf(CancellationException.class);
        assertThat(events)
                .containsExactly(
                        "cancel true",
                        "a interrupted",
                        "b cancelled",
                        "a ended", //
                        "cancel true",
                        "c interrupted",
                        "d cancelled",
                        "c ended");
    }

    @Test
    @Case("G10")
    void a_gathering_of_what_is_done_refuses_to_be_cancelled() {
        Promise<String> done = new Promise<>(loop);
        done.complete("x");
        Promise<List<Outcome<String>>> all = Tasks.gatherSettled(List.of(done));
        assertThat(all.cancel()).isFalse();
        assertThat(all.result()).containsExactly(new Outcome.Success<>("x"));
    }

    @Test
    @Case("G12")
    void later_failures_count_as_seen() {
        Task<String> first = Tasks.startOn(loop, failAfter(1, failure));
        Task<String> second = Tasks.startOn(loop, failAfter(2, new IOException("second")));
        assertThatThrownBy(() -> run(gathering(List.of(first, second)))).isSameAs(failure);
        run(after(5, "x"));
        loop.close();
        assertThat(reported).isEmpty();
    }

    @Test
    @Case("G13")
    void a_null_is_refused_before_anything_starts() {
        Coroutine<Void> main = refusing();
        run(main);
        assertThat(events).containsExactly("x");
    }

    @Async
    private Coroutine<Void> refusing() {
        Coroutine<String> unused = after(1, "x");
        assertThatNullPointerException().isThrownBy(() -> Tasks.gatherSettled(Arrays.asList(unused, null)));
        Await.on(unused);
        return Coroutine.done();
    }

    @Test
    @Case("G14")
    void what_is_done_already_is_gathered_at_once() {
        Promise<String> done = new Promise<>(loop);
        done.complete("x");
        assertThat(Tasks.gatherSettled(List.of(done, done)).isDone()).isTrue();
    }

    @Test
    @Case({"W2", "A8"})
    void a_coroutine_that_is_given_twice_runs_once() {
        Coroutine<String> twice = after(1, "x");
        assertThat(run(gathering(List.of(twice, after(2, "y"), twice)))).containsExactly("x", "y", "x");
        assertThat(events).containsExactly("x", "y");
    }
}
