package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class CombinatorsTest extends Programs {

    private final IOException failure = new IOException("first");
    private final IOException other = new IOException("other");

    CombinatorsTest(LoopKind kind) {
        super(kind);
    }

    private <T> Task<T> task(Coroutine<T> body) {
        return Tasks.startOn(loop, body);
    }

    // waitUntil

    @Async
    private Coroutine<String> waiting(ReturnWhen until, List<? extends Promise<String>> promises) {
        WaitResult<String> found = Await.on(Tasks.waitUntil(until, promises));
        return Coroutine.of(found.done().size() + " done, " + found.pending().size() + " pending at " + now());
    }

    @Async
    private Coroutine<String> waiting(ReturnWhen until, long limit, List<? extends Promise<String>> promises) {
        WaitResult<String> found = Await.on(Tasks.waitUntil(until, seconds(limit), promises));
        return Coroutine.of(found.done().size() + " done, " + found.pending().size() + " pending at " + now());
    }

    @Test
    @Case("W1")
    void a_wait_tells_what_is_done() {
        List<Task<String>> tasks = List.of(task(after(1, "a")), task(after(5, "b")));
        assertThat(run(waiting(ReturnWhen.ALL_COMPLETED, 2, tasks))).isEqualTo("1 done, 1 pending at 2");
        assertThat(run(waiting(ReturnWhen.ALL_COMPLETED, tasks))).isEqualTo("2 done, 0 pending at 5");
        assertThat(run(waiting(ReturnWhen.ALL_COMPLETED, 0, tasks))).isEqualTo("2 done, 0 pending at 5");
        assertThat(run(waiting(ReturnWhen.FIRST_COMPLETED, List.of()))).isEqualTo("0 done, 0 pending at 5");
    }

    @Test
    @Case("W2")
    void a_promise_that_is_given_twice_counts_once() {
        Task<String> twice = task(after(1, "a"));
        assertThat(run(waiting(ReturnWhen.ALL_COMPLETED, List.of(twice, twice))))
                .isEqualTo("1 done, 0 pending at 1");
    }

    @Test
    @Case("W4")
    void a_wait_for_the_first_ends_with_it() {
        List<Task<String>> tasks = List.of(task(after(3, "a")), task(after(1, "b")), task(after(2, "c")));
        assertThat(run(waiting(ReturnWhen.FIRST_COMPLETED, tasks))).isEqualTo("1 done, 2 pending at 1");
        assertThat(run(waiting(ReturnWhen.FIRST_COMPLETED, tasks))).isEqualTo("1 done, 2 pending at 1");
    }

    @Test
    @Case("W6")
    void a_wait_for_the_first_failure_goes_on_past_results_and_cancellations() {
        Promise<String> cancelled = new Promise<>(loop);
        loop.callLater(seconds(2), cancelled::cancel);
        List<Promise<String>> promises =
                List.of(task(after(1, "a")), cancelled, task(failAfter(3, failure)), task(after(9, "b")));
        assertThat(run(waiting(ReturnWhen.FIRST_FAILED, promises))).isEqualTo("3 done, 1 pending at 3");
        assertThat(run(waiting(ReturnWhen.FIRST_FAILED, promises))).isEqualTo("3 done, 1 pending at 3");
    }

    @Test
    @Case("W7")
    void a_wait_for_all_throws_no_failure() {
        assertThat(run(waiting(ReturnWhen.ALL_COMPLETED, List.of(task(failAfter(1, failure)), task(after(2, "a"))))))
                .isEqualTo("2 done, 0 pending at 2");
    }

    @Test
    @Case("W9")
    void what_ends_exactly_at_the_limit_is_done() {
        Coroutine<String> main = waitingForOneThatEndsAtTheLimit();
        assertThat(run(main)).isEqualTo("1 done, 1 pending at 2");
    }

    @Async
    private Coroutine<String> waitingForOneThatEndsAtTheLimit() {
        Task<String> a = Tasks.start(after(2, "a"));
        Task<String> b = Tasks.start(after(3, "b"));
        Await.on(Tasks.yieldNow());
        return waiting(ReturnWhen.ALL_COMPLETED, 2, List.of(a, b));
    }

    @Test
    @Case("W11")
    void a_cancelled_wait_leaves_the_tasks_alone() {
        Task<String> child = task(after(5, "child"));
        Task<String> waiter = task(waiting(ReturnWhen.ALL_COMPLETED, 9, List.of(child)));
        loop.callLater(seconds(1), waiter::cancel);
        assertThatThrownBy(() -> run(waiter)).isInstanceOf(CancellationException.class);
        assertThat(now()).isEqualTo(1);
        assertThat(run(child)).isEqualTo("child");
    }

    // asCompleted

    @Async
    private Coroutine<Void> listing(List<? extends Awaitable<String>> children) {
        for (Promise<? extends String> done : Await.each(Tasks.<String>asCompleted(children))) {
            log(done.result() + " at " + now());
        }
        return Coroutine.done();
    }

    @Test
    @Case("A1")
    void elements_come_as_they_end() {
        run(listing(List.of(after(3, "c"), after(1, "a"), after(2, "b"))));
        assertThat(events).containsExactly("a", "a at 1", "b", "b at 2", "c", "c at 3");
    }

    @Test
    @Case("A4")
    void a_limit_around_it_that_is_not_reached_leaves_no_timer() {
        run(Tasks.withTimeout(seconds(100), listing(List.of(after(1, "a")))));
        exhaustTimers();
        assertThat(now()).isEqualTo(1);
    }

    @Test
    @Case("A5")
    void an_iteration_can_be_broken_off_and_resumed() {
        run(resuming(Tasks.startOn(loop, after(1, "a")), Tasks.startOn(loop, after(2, "b"))));
        assertThat(events).containsExactly("a", "first a", "pause", "b", "second b");
    }

    @Async
    private Coroutine<Void> resuming(Task<String> a, Task<String> b) {
        AsyncStream<Promise<? extends String>> completions = Tasks.asCompleted(List.of(b, a));
        for (Promise<? extends String> done : Await.each(completions)) {
            log("first " + done.result());
            break;
        }
        log("pause");
        for (Promise<? extends String> done : Await.each(completions)) {
            log("second " + done.result());
        }
        return Coroutine.done();
    }

    @Test
    @Case("A8")
    void an_element_that_is_given_twice_comes_once() {
        Coroutine<String> twice = after(1, "a");
        run(listing(List.of(twice, twice)));
        assertThat(events).containsExactly("a", "a at 1");
    }

    @Test
    void what_an_iteration_has_started_does_not_outlive_it() {
        run(takingOne(List.of(after(1, "a"), stubborn("b", 2))));
        assertThat(events).containsExactly("a", "b interrupted", "b ended");
    }

    @Async
    private Coroutine<Void> takingOne(List<Coroutine<String>> children) {
        for (Promise<? extends String> done : Await.each(Tasks.<String>asCompleted(children))) {
            break;
        }
        return Coroutine.done();
    }

    // completions

    @Test
    @Case("A6")
    void any_of_the_completions_gives_the_next_one_in_the_order_of_awaits() {
        run(awaitingBackwards());
        assertThat(events).containsExactly("a", "3: a at 1", "b", "2: b at 2", "c", "1: c at 3");
    }

    @Async
    private Coroutine<Void> awaitingBackwards() {
        List<Awaitable<String>> next = Tasks.completions(List.of(after(3, "c"), after(1, "a"), after(2, "b")));
        for (int i = next.size(); i > 0; i--) {
            String value = Await.on(next.get(i - 1));
            log(i + ": " + value + " at " + now());
        }
        return Coroutine.done();
    }

    @Test
    @Case("A7")
    void several_completions_can_be_awaited_at_the_same_time() {
        assertThat(run(awaitingTogether())).containsExactly("a", "b", "c");
    }

    @Async
    private Coroutine<List<String>> awaitingTogether() {
        List<Awaitable<String>> next = Tasks.completions(List.of(after(2, "b"), after(1, "a"), after(3, "c")));
        return Coroutine.of(Await.on(Tasks.gather(next)));
    }

    @Test
    @Case("A7")
    void a_cancelled_await_of_a_completion_takes_nothing() {
        assertThat(run(cancellingAnAwait())).isEqualTo("a, failed");
    }

    @Async
    private Coroutine<String> cancellingAnAwait() {
        List<Awaitable<String>> next = Tasks.completions(List.of(after(2, "a"), failAfter(3, failure)));
        assertThat(Await.on(Tasks.moveOnAfter(seconds(1), next.get(0)))).isNull();
        String first = Await.on(next.get(1));
        String second = "";
        try {
            Await.on(next.get(0), IOException.class);
        } catch (IOException thrown) {
            assertThat(thrown).isSameAs(failure);
            second = "failed";
        }
        try {
            Await.on(next.get(1));
        } catch (IllegalStateException usedAlready) {
            return Coroutine.of(first + ", " + second);
        }
        return Coroutine.of("awaited twice");
    }

    // race

    @Test
    void the_first_to_end_wins_a_race_and_the_others_are_cancelled() {
        assertThat(run(Tasks.race(List.of(stubborn("slow", 2), after(1, "quick")))))
                .isEqualTo("quick");
        assertThat(events).containsExactly("quick", "slow interrupted", "slow ended");
        assertThatThrownBy(() -> run(Tasks.race(List.of(after(9, "x"), failAfter(1, failure)))))
                .isSameAs(failure);
        assertThatIllegalArgumentException().isThrownBy(() -> run(Tasks.race(List.of())));
    }

    @Test
    void a_race_leaves_tasks_of_the_caller_alone() {
        Task<String> mine = task(after(5, "mine"));
        assertThat(run(Tasks.race(List.of(mine, after(1, "quick"))))).isEqualTo("quick");
        assertThat(run(mine)).isEqualTo("mine");
    }

    @Test
    @Case("SR1")
    void a_staggered_race_starts_one_after_the_other() {
        assertThatIllegalArgumentException().isThrownBy(() -> run(Tasks.staggeredRace(seconds(1), List.of())));
        assertThat(run(Tasks.staggeredRace(seconds(9), List.of(after(1, "a"), after(1, "never")))))
                .isEqualTo("a");
        assertThat(now()).isEqualTo(1);
        assertThat(run(Tasks.staggeredRace(seconds(9), List.of(failAfter(1, failure), after(1, "b")))))
                .isEqualTo("b");
        assertThat(now()).isEqualTo(3);
        assertThat(run(Tasks.staggeredRace(seconds(2), List.of(after(9, "late"), after(1, "c")))))
                .isEqualTo("c");
        assertThat(now()).isEqualTo(6);
        assertThatThrownBy(() ->
                        run(Tasks.staggeredRace(seconds(9), List.of(failAfter(1, failure), failAfter(1, other)))))
                .isSameAs(failure);
        assertThat(failure.getSuppressed()).containsExactly(other);
        assertThat(events).containsExactly("a", "b", "c", "late cancelled");
    }

    @Test
    @Case("SR3")
    void a_cancelled_race_waits_for_its_runners() {
        Task<String> race = task(Tasks.staggeredRace(seconds(1), List.of(stubborn("a", 2), stubborn("b", 3))));
        loop.callLater(seconds(2), race::cancel);
        assertThatThrownBy(() -> run(race)).isInstanceOf(CancellationException.class);
        assertThat(events).containsExactly("a interrupted", "b interrupted", "a ended", "b ended");
    }

    // map

    private int running;
    private int most;

    @Async
    private Coroutine<Integer> square(int number) {
        most = Math.max(most, ++running);
        Await.on(Tasks.sleep(seconds(10 - number)));
        running--;
        return Coroutine.of(number * number);
    }

    @Test
    void a_mapping_keeps_the_order_and_the_bound() {
        assertThat(run(Tasks.map(List.of(1, 2, 3, 4, 5), 2, this::square))).containsExactly(1, 4, 9, 16, 25);
        assertThat(most).isEqualTo(2);
        assertThat(run(Tasks.map(List.<Integer>of(), 2, this::square))).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> run(Tasks.map(List.of(1), 0, this::square)));
    }

    @Test
    void a_mapping_that_fails_calls_no_more() {
        List<Integer> called = new ArrayList<>();
        Coroutine<List<String>> mapping = Tasks.map(List.of(1, 2, 3, 4), 2, number -> {
            called.add(number);
            return number == 2 ? failAfter(1, failure) : after(5, "" + number);
        });
        assertThatThrownBy(() -> run(mapping)).isSameAs(failure);
        assertThat(called).containsExactly(1, 2);
        assertThat(events).containsExactly("1 cancelled");
    }
}
