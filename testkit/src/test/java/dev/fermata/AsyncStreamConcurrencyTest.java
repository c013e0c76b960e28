package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The operators that run ahead of the consumer: order, bounds, and that nothing outlives the stream. */
class AsyncStreamConcurrencyTest extends StreamPrograms {

    private int running;
    private int most;

    AsyncStreamConcurrencyTest(LoopKind kind) {
        super(kind);
    }

    /** Takes as many seconds as {@code n} says; counts how many of these run at a time. */
    @Async
    private Coroutine<Integer> working(int n) {
        most = Math.max(most, ++running);
        try {
            Await.on(Tasks.sleep(seconds(n)));
        } finally {
            running--;
        }
        log("worked " + n);
        return Coroutine.of(n);
    }

    // mapAsync, mapUnordered.

    @Test
    void map_async_keeps_the_order() {
        assertThat(listOf(AsyncStreams.of(5, 1, 3).mapAsync(3, this::working))).containsExactly(5, 1, 3);
        assertThat(now()).isEqualTo(5);
        assertThat(events).containsExactly("worked 1", "worked 3", "worked 5");
    }

    @Test
    void map_async_never_exceeds_its_concurrency() {
        assertThat(listOf(AsyncStreams.of(3, 1, 1, 2, 1, 1).mapAsync(2, this::working)))
                .containsExactly(3, 1, 1, 2, 1, 1);
        assertThat(most).isEqualTo(2);
    }

    @Test
    void map_async_runs_ahead_of_a_slow_consumer_by_its_concurrency_only() {
        List<Integer> asked = new ArrayList<>();
        AsyncStream<Integer> stream = numbers(100).peek(asked::add).mapAsync(3, this::working);

        run(takeOneAndWait(stream));
        assertThat(asked).containsExactly(1, 2, 3, 4);
    }

    @Async
    private Coroutine<Void> takeOneAndWait(AsyncStream<?> stream) {
        Await.on(stream.advance());
        Await.on(Tasks.sleep(seconds(1000)));
        Await.on(stream.closeAsync());
        return Coroutine.done();
    }

    @Test
    void a_failed_call_of_map_async_comes_in_its_turn_and_cancels_the_calls_after_it() {
        IOException failure = new IOException();
        List<Integer> taken = new ArrayList<>();
        AsyncStream<Integer> stream = counting(AsyncStreams.of(3, 1, 9))
                .mapAsync(3, n -> n == 1 ? this.<Integer>failAfter(1, failure) : working(n));

        assertThatThrownBy(() -> run(stream.forEach(taken::add))).isSameAs(failure);
        assertThat(taken).containsExactly(3);
        assertThat(now()).isEqualTo(3);
        assertThat(running).isZero();
    }

    @Test
    void what_the_function_of_map_async_throws_comes_in_its_turn() {
        IllegalStateException failure = new IllegalStateException();
        List<Integer> taken = new ArrayList<>();

        assertThatThrownBy(() -> run(AsyncStreams.of(2, 1)
                        .mapAsync(2, n -> {
                            if (n == 1) {
                                throw failure;
                            }
                            return working(n);
                        })
                        .forEach(taken::add)))
                .isSameAs(failure);
        assertThat(taken).containsExactly(2);
    }

    @Test
    void a_failure_of_the_source_comes_after_the_calls_that_map_async_has_begun() {
        IOException failure = new IOException();
        List<Integer> taken = new ArrayList<>();

        assertThatThrownBy(
                        () -> run(failing(3, failure).mapAsync(5, this::working).forEach(taken::add)))
                .isSameAs(failure);
        assertThat(taken).containsExactly(1, 2, 3);
    }

    @Test
    void a_failure_that_nobody_has_come_to_is_thrown_when_the_stream_is_closed() {
        IOException failure = new IOException();
        AsyncStream<Integer> stream =
                AsyncStreams.of(1, 2, 3).mapAsync(3, n -> n == 2 ? this.<Integer>failAfter(1, failure) : working(n));

        assertThatThrownBy(() -> run(takeOneAndWait(stream))).isSameAs(failure);
    }

    @Test
    void map_unordered_hands_out_what_is_there_first() {
        assertThat(listOf(AsyncStreams.of(5, 1, 3).mapUnordered(3, this::working)))
                .containsExactly(1, 3, 5);
    }

    @Test
    void map_unordered_never_exceeds_its_concurrency() {
        assertThat(listOf(AsyncStreams.of(3, 1, 1, 2, 1, 1).mapUnordered(2, this::working)))
                .containsExactlyInAnyOrder(3, 1, 1, 2, 1, 1);
        assertThat(most).isEqualTo(2);
    }

    @Test
    void map_unordered_waits_for_a_slow_consumer() {
        List<Integer> asked = new ArrayList<>();

        run(takeOneAndWait(numbers(100).peek(asked::add).mapUnordered(3, this::working)));
        assertThat(asked).containsExactly(1, 2, 3, 4);
    }

    @Test
    void a_failed_call_of_map_unordered_cancels_the_others() {
        IOException failure = new IOException();

        assertThatThrownBy(() -> listOf(counting(numbers(9))
                        .mapUnordered(3, n -> n == 2 ? this.<Integer>failAfter(5, failure) : working(100))))
                .isSameAs(failure);
        assertThat(now()).isEqualTo(5);
        assertThat(List.of(running, closed)).containsExactly(0, 1);
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @Test
    void a_call_that_others_cancel_is_a_failure() {
        Promise<Integer> promise = new Promise<>(loop);
        promise.cancel();

        assertThatThrownBy(() -> listOf(numbers(2).mapUnordered(2, n -> {
                    return Coroutine.of(Await.on(promise));
                })))
                .isInstanceOf(CancellationException.class);
    }

    // flatMap, merge, combineLatest.

    @Test
    void flat_map_hands_out_elements_as_they_come() {
        assertThat(listOf(AsyncStreams.of(5, 2).flatMap(2, n -> delayed(n, n, n))))
                .containsExactly(2, 2, 5, 2, 5, 5);
    }

    @Test
    void flat_map_never_exceeds_its_concurrency() {
        AsyncStream<Integer> stream = numbers(7).flatMap(3, n -> numbers(2).mapAsync(m -> working(1)));

        assertThat(run(stream.count())).isEqualTo(14);
        assertThat(most).isEqualTo(3);
    }

    @Test
    void flat_map_asks_for_an_element_only_when_it_can_begin_with_it() {
        List<Integer> asked = new ArrayList<>();

        run(takeOneAndWait(numbers(100).peek(asked::add).flatMap(2, n -> numbers(2))));
        assertThat(asked).containsExactly(1, 2);
    }

    @Test
    void flat_map_closes_every_inner_stream_and_the_source() {
        IOException failure = new IOException();

        assertThatThrownBy(() -> listOf(counting(numbers(3))
                        .flatMap(
                                3,
                                n -> n == 3
                                        ? counting(delayed(1).mapAsync(x -> this.<Integer>failAfter(1, failure)))
                                        : counting(delayed(100)))))
                .isSameAs(failure);
        assertThat(closed).isEqualTo(4 - 1 + 1);
        assertThat(now()).isEqualTo(2);
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @Test
    void flat_map_over_many_streams_whenever_the_consumer_is_cancelled() {
        everywhereCancelled(stream -> stream.flatMap(3, n -> counting(numbers(2))), 4);
    }

    @Test
    void map_unordered_whenever_the_consumer_is_cancelled() {
        everywhereCancelled(
                stream -> stream.mapUnordered(3, n -> {
                    Await.on(Tasks.yieldNow());
                    return Coroutine.of(n);
                }),
                1);
    }

    private void everywhereCancelled(UnaryOperator<AsyncStream<Integer>> operator, int mostClosed) {
        for (int turn = 0; turn < 100; turn++) {
            begun = 0;
            ended = 0;
            closed = 0;
            run(cancelIn(turn, operator.apply(counting(numbers(3)))));

            assertThat(ended).as("ended, turn %s", turn).isEqualTo(begun);
            assertThat(closed).as("closed, turn %s", turn).isLessThanOrEqualTo(mostClosed);
            assertThat(Tasks.all(loop)).as("tasks, turn %s", turn).isEmpty();
        }
        assertThat(reported).isEmpty();
    }

    @Async
    private Coroutine<Void> cancelIn(int turn, AsyncStream<Integer> stream) {
        Task<Void> consumer = Tasks.start(stream.forEach(n -> {}));
        for (int i = 0; i < turn; i++) {
            Await.on(Tasks.yieldNow());
        }
        consumer.cancel();
        Await.on(Tasks.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(consumer)));
        if (!consumer.isCancelled()) {
            consumer.result();
        }
        return Coroutine.done();
    }

    @Test
    void closing_waits_for_the_tasks_although_it_is_cancelled_again() {
        AsyncStream<String> stream = numbers(1).mapUnordered(1, n -> stubborn("worker", 10));

        assertThatThrownBy(() -> run(cancelTwice(stream))).isInstanceOf(CancellationException.class);
        assertThat(events).containsExactly("worker interrupted", "worker ended");
        assertThat(now()).isEqualTo(1 + 10);
    }

    @Async
    private Coroutine<Void> cancelTwice(AsyncStream<String> stream) {
        CancelScope inner = new CancelScope();
        Task<Void> consumer = Tasks.start(inner.run(stream.forEach(n -> {})));
        Await.on(Tasks.sleep(seconds(1)));
        inner.cancel();
        Await.on(Tasks.sleep(seconds(1)));
        consumer.cancel();
        Await.on(consumer);
        return Coroutine.done();
    }

    @Test
    void a_cancellation_from_further_out_is_not_lost_in_one_from_further_in() {
        AsyncStream<String> stream = numbers(1).mapUnordered(1, n -> stubborn("worker", 10));

        assertThatThrownBy(() -> run(cancelOuterThenInner(stream))).isInstanceOf(CancellationException.class);
        assertThat(now()).isEqualTo(1 + 10);
    }

    @Async
    private Coroutine<Void> cancelOuterThenInner(AsyncStream<String> stream) {
        CancelScope inner = new CancelScope();
        Task<Void> consumer = Tasks.start(inner.run(stream.forEach(n -> {})));
        Await.on(Tasks.sleep(seconds(1)));
        consumer.cancel();
        Await.on(Tasks.sleep(seconds(1)));
        inner.cancel();
        Await.on(consumer);
        return Coroutine.done();
    }

    @Test
    void merge_hands_out_elements_as_they_come() {
        assertThat(listOf(AsyncStreams.merge(delayed(1, 4), delayed(2, 1)))).containsExactly(1, 2, 1, 4);
    }

    @Test
    void merge_of_nothing_is_empty() {
        assertThat(listOf(AsyncStreams.merge())).isEmpty();
        assertThat(listOf(AsyncStreams.combineLatest(List.of(), latest -> latest)))
                .isEmpty();
    }

    @Test
    void a_failure_closes_the_other_streams_of_a_merge() {
        IOException failure = new IOException();

        assertThatThrownBy(() -> listOf(AsyncStreams.merge(
                        counting(delayed(100)), counting(delayed(1).concatMap(n -> failing(0, failure))))))
                .isSameAs(failure);
        assertThat(closed).isEqualTo(2);
        assertThat(now()).isEqualTo(1);
    }

    @Test
    void merge_does_not_close_a_stream_that_has_ended() {
        AsyncStreams.merge(counting(numbers(1)), counting(numbers(9)));

        assertThat(listOf(AsyncStreams.merge(counting(numbers(1)), counting(numbers(9)))
                        .limit(6)))
                .hasSize(6);
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void combine_latest_begins_when_every_stream_had_an_element() {
        AsyncStream<String> stream = AsyncStreams.combineLatest(delayed(1, 4), delayed(2, 1, 3), (a, b) -> a + "-" + b);

        // 1 at second 1, 4 at 5; 2 at second 2, 1 at 3, 3 at 6.
        assertThat(listOf(stream)).containsExactly("1-2", "1-1", "4-1", "4-3");
    }

    @Test
    void combine_latest_takes_null_for_an_element() {
        assertThat(listOf(AsyncStreams.combineLatest(
                        AsyncStreams.of((String) null), AsyncStreams.of("b"), (a, b) -> a + b)))
                .containsExactly("nullb");
    }

    // prefetch, chunked by time, debounce, sample.

    @Test
    void prefetch_runs_ahead_by_a_number_of_elements() {
        List<Integer> asked = new ArrayList<>();

        run(takeOneAndWait(numbers(100).peek(asked::add).prefetch(3)));
        assertThat(asked).containsExactly(1, 2, 3, 4);
    }

    @Test
    void what_was_fetched_before_a_failure_comes_before_it_however_late_the_consumer_is() {
        IOException failure = new IOException();
        List<Integer> taken = new ArrayList<>();

        assertThatThrownBy(() -> run(failing(4, failure).prefetch(9).forEachAsync(n -> {
                    Await.on(Tasks.sleep(seconds(10)));
                    taken.add(n);
                    return Coroutine.done();
                })))
                .isSameAs(failure);
        assertThat(taken).containsExactly(1, 2, 3, 4);
    }

    @Test
    void prefetch_takes_nulls() {
        assertThat(listOf(AsyncStreams.of(1, null, 2).prefetch(2))).containsExactly(1, null, 2);
    }

    @Test
    void chunked_hands_out_a_list_when_it_is_full_or_its_time_has_passed() {
        assertThat(listOf(delayed(1, 1, 1, 7, 1, 1).chunked(2, seconds(5))))
                .containsExactly(List.of(1, 1), List.of(1), List.of(7, 1), List.of(1));
        assertThat(now()).isEqualTo(12);
    }

    @Test
    void chunked_keeps_the_source_back_while_a_full_list_waits() {
        List<Integer> asked = new ArrayList<>();

        run(takeOneAndWait(numbers(100).peek(asked::add).chunked(3, seconds(5))));
        assertThat(asked).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void chunked_hands_out_what_came_before_a_failure() {
        IOException failure = new IOException();
        List<List<Integer>> taken = new ArrayList<>();

        assertThatThrownBy(() -> run(failing(3, failure).chunked(2, seconds(5)).forEach(taken::add)))
                .isSameAs(failure);
        assertThat(taken).containsExactly(List.of(1, 2), List.of(3));
    }

    @Test
    void debounce_hands_out_what_none_has_followed_for_a_while() {
        assertThat(listOf(delayed(1, 2, 3, 9, 1, 8, 2).debounce(seconds(5)))).containsExactly(3, 1, 2);
    }

    @Test
    void debounce_does_not_wait_after_the_end() {
        assertThat(listOf(delayed(1, 2).debounce(seconds(50)))).containsExactly(2);
        assertThat(now()).isEqualTo(3);
    }

    @Test
    void debounce_replaces_what_a_slow_consumer_does_not_take() {
        List<Integer> taken = new ArrayList<>();

        run(delayed(1, 6, 7, 8, 9).debounce(seconds(5)).forEachAsync(n -> {
            taken.add(n);
            Await.on(Tasks.sleep(seconds(20)));
            return Coroutine.done();
        }));
        // 6 is replaced by 7 while the consumer is busy until second 26, 8 by 9 while it is until 46.
        assertThat(taken).containsExactly(1, 7, 9);
    }

    @Test
    void sample_hands_out_the_latest_at_every_tick() {
        // Elements at 1, 3, 6, 16, 18; ticks at 5, 10, 15, …
        assertThat(listOf(delayed(1, 2, 3, 10, 2).sample(seconds(5)))).containsExactly(2, 3, 2);
        assertThat(now()).isEqualTo(18);
    }

    @Test
    void time_stops_when_a_stream_is_closed() {
        for (UnaryOperator<AsyncStream<Integer>> operator : List.<UnaryOperator<AsyncStream<Integer>>>of(
                s -> s.sample(seconds(1)),
                s -> s.debounce(seconds(1)),
                s -> s.chunked(5, seconds(1)).map(list -> list.get(0)))) {
            assertThat(run(operator.apply(counting(delayed(2, 500, 1000))).first()))
                    .isEqualTo(2);
        }
        assertThat(closed).isEqualTo(3);
        assertThat(now()).isLessThan(20);
        exhaustTimers();
    }

    @Test
    void a_failure_comes_after_the_last_element_of_debounce_and_sample() {
        IOException failure = new IOException();

        assertThatThrownBy(() -> listOf(failing(2, failure).debounce(seconds(1))))
                .isSameAs(failure);
        assertThatThrownBy(() -> listOf(failing(2, failure).sample(seconds(1)))).isSameAs(failure);
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @Test
    void a_stream_that_never_waits_does_not_keep_the_loop_to_itself() {
        AsyncStream<Integer> endless =
                AsyncStreams.from(() -> Stream.iterate(1, n -> n + 1).iterator());

        assertThat(run(afterSomeTurns(endless.debounce(seconds(1))))).isEqualTo("still here");
    }

    @Async
    private Coroutine<String> afterSomeTurns(AsyncStream<?> stream) {
        Task<Long> consumer = Tasks.start(stream.count());
        for (int i = 0; i < 10; i++) {
            Await.on(Tasks.yieldNow());
        }
        consumer.cancel();
        Await.on(Tasks.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(consumer)));
        return Coroutine.of("still here");
    }

    // Context, eager tasks.

    private static final ContextVar<String> USER = new ContextVar<>("user", "nobody");

    @Test
    void tasks_inherit_the_context_of_the_consumer() {
        assertThat(run(users(numbers(2).mapUnordered(2, n -> Coroutine.of(USER.get() + n)))))
                .containsExactlyInAnyOrder("ada1", "ada2");
    }

    @Async
    private static Coroutine<List<String>> users(AsyncStream<String> stream) {
        USER.set("ada");
        return stream.toList();
    }

    // Bounds that make no sense.

    @Test
    void bounds_are_checked() {
        assertThatThrownBy(() -> numbers(1).mapAsync(0, this::working)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> numbers(1).flatMap(0, n -> numbers(n))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> numbers(1).prefetch(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> numbers(1).debounce(seconds(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> numbers(1).sample(seconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> numbers(1).chunked(1, seconds(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> numbers(1).timeout(seconds(0))).isInstanceOf(IllegalArgumentException.class);
    }
}
