package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the operators that run in the consumer's task hand out, and what consuming a stream returns. */
class AsyncStreamOperatorsTest extends StreamPrograms {

    AsyncStreamOperatorsTest(LoopKind kind) {
        super(kind);
    }

    // One element becomes one, or none.

    @Test
    void map_changes_each_element() {
        assertThat(listOf(numbers(3).map(n -> "n" + n))).containsExactly("n1", "n2", "n3");
    }

    @Test
    void map_may_make_null_of_an_element() {
        assertThat(listOf(numbers(2).map(n -> null))).containsExactly(null, null);
    }

    @Test
    void a_failure_of_a_function_comes_out_at_the_consumer_and_closes_the_source() {
        IllegalStateException failure = new IllegalStateException("3");

        assertThatThrownBy(() -> listOf(counting(numbers(5)).map(n -> {
                    log("n" + n);
                    if (n == 3) {
                        throw failure;
                    }
                    return n;
                })))
                .isSameAs(failure);
        assertThat(events).containsExactly("n1", "n2", "n3");
        assertThat(List.of(closed, ended)).containsExactly(1, 1);
    }

    @Test
    void map_async_awaits_one_call_after_another() {
        assertThat(listOf(numbers(3).mapAsync(n -> after(4 - n, "n" + n)))).containsExactly("n1", "n2", "n3");
        assertThat(now()).isEqualTo(3 + 2 + 1);
    }

    @Test
    void map_async_takes_a_lambda_that_awaits() {
        assertThat(listOf(numbers(2).mapAsync(n -> {
                    Await.on(Tasks.sleep(seconds(n)));
                    return Coroutine.of(n * 10);
                })))
                .containsExactly(10, 20);
    }

    @Test
    void filter_keeps_what_it_is_told_to() {
        assertThat(listOf(numbers(6).filter(n -> n % 3 == 0))).containsExactly(3, 6);
    }

    @Test
    void peek_sees_each_element_before_the_consumer() {
        run(numbers(2).peek(n -> log("peek " + n)).forEach(n -> log("take " + n)));

        assertThat(events).containsExactly("peek 1", "take 1", "peek 2", "take 2");
    }

    @Test
    void distinct_leaves_out_what_was_there_before() {
        assertThat(listOf(AsyncStreams.of(1, null, 1, 2, null, 1).distinct())).containsExactly(1, null, 2);
    }

    @Test
    void distinct_until_changed_leaves_out_repetitions() {
        assertThat(listOf(AsyncStreams.of(null, null, 1, 1, 2, 1).distinctUntilChanged()))
                .containsExactly(null, 1, 2, 1);
    }

    @Test
    void distinct_until_changed_compares_with_the_last_one_handed_out() {
        assertThat(listOf(AsyncStreams.of(1, 2, 3, 4, 9).distinctUntilChanged((last, next) -> next - last < 2)))
                .containsExactly(1, 3, 9);
    }

    @Test
    void scan_hands_out_every_intermediate_result() {
        assertThat(listOf(numbers(4).scan(0, Integer::sum))).containsExactly(1, 3, 6, 10);
    }

    // A part of the elements.

    @Test
    void limit_asks_for_no_element_more() {
        assertThat(listOf(counting(numbers(9).peek(n -> log("n" + n))).limit(2)))
                .containsExactly(1, 2);
        assertThat(events).containsExactly("n1", "n2");
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void limit_zero_asks_for_none() {
        assertThat(listOf(counting(numbers(9)).limit(0))).isEmpty();
        assertThat(List.of(begun, closed)).containsExactly(0, 1);
    }

    @Test
    void limit_of_more_than_there_are_ends_with_the_source() {
        assertThat(listOf(counting(numbers(2)).limit(5))).containsExactly(1, 2);
        assertThat(closed).isZero();
    }

    @Test
    void negative_counts_are_refused() {
        assertThatThrownBy(() -> numbers(1).limit(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> numbers(1).skip(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> numbers(1).chunked(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void skip_leaves_out_the_first_ones() {
        assertThat(listOf(numbers(4).skip(2))).containsExactly(3, 4);
        assertThat(listOf(numbers(1).skip(2))).isEmpty();
    }

    @Test
    void take_while_ends_before_the_first_that_does_not_meet_the_condition() {
        assertThat(listOf(counting(AsyncStreams.of(1, 2, 5, 1)).takeWhile(n -> n < 3)))
                .containsExactly(1, 2);
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void drop_while_begins_with_the_first_that_does_not_meet_the_condition() {
        assertThat(listOf(AsyncStreams.of(1, 2, 5, 1).dropWhile(n -> n < 3))).containsExactly(5, 1);
    }

    @Test
    void throttle_first_leaves_out_what_comes_too_soon_after_the_last_one_handed_out() {
        assertThat(listOf(delayed(1, 2, 4, 1, 6).throttleFirst(seconds(5)))).containsExactly(1, 4, 6);
    }

    // Several elements, several streams.

    @Test
    void chunked_makes_lists_of_a_size() {
        assertThat(listOf(numbers(5).chunked(2))).containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
        assertThat(listOf(numbers(4).chunked(2))).containsExactly(List.of(1, 2), List.of(3, 4));
        assertThat(listOf(numbers(0).chunked(2))).isEmpty();
    }

    @Test
    void concat_map_takes_one_stream_after_another() {
        assertThat(listOf(numbers(3).concatMap(n -> numbers(n).map(m -> n * 10 + m))))
                .containsExactly(11, 21, 22, 31, 32, 33);
    }

    @Test
    void concat_map_takes_a_lambda_that_yields() {
        assertThat(listOf(numbers(2).concatMap(n -> {
                    Yield.value(n);
                    Await.on(Tasks.sleep(seconds(1)));
                    Yield.value(-n);
                    return AsyncStream.done();
                })))
                .containsExactly(1, -1, 2, -2);
    }

    @Test
    void concat_map_closes_the_inner_stream_and_the_source() {
        assertThat(listOf(counting(numbers(3))
                        .concatMap(n -> counting(numbers(9)).map(m -> n * 10 + m))
                        .limit(2)))
                .containsExactly(11, 12);
        assertThat(List.of(closed, ended)).containsExactly(2, 2);
    }

    @Test
    void concat_begins_a_stream_when_the_one_before_has_ended() {
        var both = AsyncStreams.concat(
                numbers(1).peek(n -> log("a" + n)), numbers(2).peek(n -> log("b" + n)));

        assertThat(listOf(both)).containsExactly(1, 1, 2);
        assertThat(events).containsExactly("a1", "b1", "b2");
    }

    @Test
    void concat_closes_what_it_has_not_come_to() {
        assertThat(run(AsyncStreams.concat(counting(numbers(2)), counting(numbers(2)), counting(numbers(2)))
                        .skip(2)
                        .first()))
                .isEqualTo(1);
        assertThat(closed).isEqualTo(2);
    }

    @Test
    void zip_pairs_elements_and_ends_with_the_shorter_stream() {
        assertThat(listOf(numbers(3).zip(counting(numbers(5)), (a, b) -> a * 10 + b)))
                .containsExactly(11, 22, 33);
        assertThat(closed).isEqualTo(1);
        assertThat(listOf(counting(numbers(5)).zip(numbers(2), (a, b) -> a * 10 + b)))
                .containsExactly(11, 22);
        assertThat(closed).isEqualTo(2);
    }

    // Failures, time, the end.

    @Test
    void on_error_resume_goes_on_with_another_stream() {
        IOException failure = new IOException();

        assertThat(listOf(counting(failing(2, failure)).onErrorResume(thrown -> {
                    assertThat(thrown).isSameAs(failure);
                    assertThat(closed).isEqualTo(1);
                    return AsyncStreams.of(8, 9);
                })))
                .containsExactly(1, 2, 8, 9);
    }

    @Test
    void on_error_resume_lets_errors_through() {
        AssertionError failure = new AssertionError();

        assertThatThrownBy(() -> listOf(failing(2, failure).onErrorResume(thrown -> AsyncStreams.of(8))))
                .isSameAs(failure);
    }

    @Test
    void a_failure_of_the_fallback_is_passed_on() {
        IOException second = new IOException("second");

        assertThatThrownBy(() -> listOf(failing(1, new IOException()).onErrorResume(thrown -> failing(1, second))))
                .isSameAs(second);
    }

    @Test
    void retry_begins_again_as_often_as_it_is_told_to() {
        assertThatThrownBy(() -> listOf(AsyncStreams.retry(
                        Retry.times(2), () -> AsyncStreams.<Integer>failed(new IOException("" + ++begun)))))
                .hasMessage("3");
    }

    @Test
    void retry_counts_from_the_last_element() {
        AsyncStream<Integer> stream =
                AsyncStreams.retry(Retry.times(1), () -> begun == 3 ? numbers(1) : failing(1, new IOException()));

        assertThat(listOf(stream)).containsExactly(1, 1, 1, 1);
    }

    @Test
    void retry_backs_off() {
        AsyncStream<Long> stream = AsyncStreams.retry(
                Retry.times(4).backOff(seconds(1), seconds(5)),
                () -> ++begun == 5 ? AsyncStreams.of(now()) : AsyncStreams.failed(new IOException()));

        assertThat(listOf(stream)).containsExactly(1L + 2 + 4 + 5);
    }

    @Test
    void retry_tries_only_after_the_failures_that_it_is_for() {
        IllegalStateException other = new IllegalStateException();

        assertThatThrownBy(() -> listOf(AsyncStreams.retry(
                        Retry.forever().on(IOException.class::isInstance),
                        () -> AsyncStreams.failed(++begun < 3 ? new IOException() : other))))
                .isSameAs(other);
    }

    @Test
    void retry_tries_again_when_the_source_cannot_be_made() {
        AsyncStream<Integer> stream = AsyncStreams.retry(Retry.times(1), () -> {
            if (begun++ == 0) {
                throw new IllegalStateException();
            }
            return AsyncStreams.of(1);
        });

        assertThat(listOf(stream)).containsExactly(1);
    }

    @Test
    void timeout_limits_the_wait_for_each_element() {
        assertThat(listOf(delayed(2, 2, 2).timeout(seconds(3)))).containsExactly(2, 2, 2);
        assertThatThrownBy(() -> listOf(counting(delayed(2, 4, 2)).timeout(seconds(3))))
                .isInstanceOf(TimeoutException.class);
        assertThat(List.of(closed, ended)).containsExactly(1, 2);
    }

    @Test
    void timeout_does_not_count_what_the_consumer_takes() {
        run(numbers(3).timeout(seconds(1)).forEachAsync(n -> after(5, "n" + n)));

        assertThat(events).containsExactly("n1", "n2", "n3");
    }

    @Test
    void on_completion_tells_of_the_end() {
        run(numbers(2).onCompletion(failure -> log("end " + failure)).forEach(n -> log("n" + n)));

        assertThat(events).containsExactly("n1", "n2", "end null");
    }

    @Test
    void on_completion_tells_of_a_failure() {
        IOException failure = new IOException();

        assertThatThrownBy(() -> listOf(failing(1, failure).onCompletion(thrown -> log("end " + (thrown == failure)))))
                .isSameAs(failure);
        assertThat(events).containsExactly("end true");
    }

    @Test
    void on_completion_tells_of_an_early_end_after_the_source_was_closed() {
        run(numbers(3)
                .onCompletion(failure -> log("end " + failure + " " + ended))
                .first());

        assertThat(events).containsExactly("end null 1");
    }

    // Terminal operations.

    @Test
    void for_each_async_awaits_the_action_before_it_asks_for_the_next_element() {
        run(numbers(2).peek(n -> log("next " + n)).forEachAsync(n -> after(n, "done " + n)));

        assertThat(events).containsExactly("next 1", "done 1", "next 2", "done 2");
    }

    @Test
    void collect_takes_the_collectors_of_the_jdk() {
        assertThat(run(numbers(3).map(String::valueOf).collect(Collectors.joining("-"))))
                .isEqualTo("1-2-3");
        assertThat(run(numbers(0).map(String::valueOf).collect(Collectors.joining("-"))))
                .isEmpty();
    }

    @Test
    void fold_and_reduce() {
        assertThat(run(numbers(3).fold("", (s, n) -> s + n))).isEqualTo("123");
        assertThat(run(numbers(3).reduce(Integer::sum))).contains(6);
        assertThat(run(numbers(0).reduce(Integer::sum))).isEmpty();
    }

    @Test
    void first_takes_one_element_and_closes() {
        assertThat(run(counting(numbers(9)).first())).isEqualTo(1);
        assertThat(List.of(closed, ended)).containsExactly(1, 1);
        assertThat(run(numbers(9).findFirst())).contains(1);
    }

    @Test
    void first_and_last_of_nothing() {
        assertThatThrownBy(() -> run(numbers(0).first())).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> run(numbers(0).last())).isInstanceOf(NoSuchElementException.class);
        assertThat(run(numbers(0).findFirst())).isEqualTo(Optional.empty());
    }

    @Test
    void last_and_count() {
        assertThat(run(numbers(4).last())).isEqualTo(4);
        assertThat(run(numbers(4).count())).isEqualTo(4);
    }

    @Test
    void matches_end_as_soon_as_the_answer_is_known() {
        assertThat(run(counting(numbers(9)).anyMatch(n -> n == 2))).isTrue();
        assertThat(run(counting(numbers(9)).allMatch(n -> n != 2))).isFalse();
        assertThat(run(counting(numbers(9)).noneMatch(n -> n == 2))).isFalse();
        assertThat(List.of(closed, ended)).containsExactly(3, 3);
    }

    @Test
    void matches_of_all_elements() {
        assertThat(run(counting(numbers(3)).anyMatch(n -> n == 4))).isFalse();
        assertThat(run(counting(numbers(3)).allMatch(n -> n < 4))).isTrue();
        assertThat(run(counting(numbers(3)).noneMatch(n -> n == 4))).isTrue();
        assertThat(closed).isZero();
    }

    @Test
    void a_failing_terminal_operation_closes_the_stream() {
        IllegalStateException failure = new IllegalStateException();

        assertThatThrownBy(() -> run(counting(numbers(9)).forEach(n -> {
                    throw failure;
                })))
                .isSameAs(failure);
        assertThat(List.of(closed, ended)).containsExactly(1, 1);
    }

    // Sources.

    @Test
    void streams_of_elements_and_collections() {
        assertThat(listOf(AsyncStreams.of(1, null))).containsExactly(1, null);
        assertThat(listOf(AsyncStreams.from(List.of("a", "b")))).containsExactly("a", "b");
    }

    @Test
    void a_stream_of_the_jdk_is_evaluated_lazily_and_closed() {
        Stream<Integer> stream = IntStream.iterate(1, n -> n + 1)
                .peek(n -> log("made " + n))
                .boxed()
                .onClose(() -> log("closed"));

        assertThat(listOf(AsyncStreams.<Integer>from(stream).limit(2))).containsExactly(1, 2);
        assertThat(events).containsExactly("made 1", "made 2", "closed");
    }

    @Test
    void a_stream_of_the_jdk_is_closed_at_its_end() {
        assertThat(listOf(AsyncStreams.<Integer>from(Stream.of(1).onClose(() -> log("closed")))))
                .containsExactly(1);
        assertThat(events).containsExactly("closed");
    }

    @Test
    void a_chain_of_many_operators_needs_no_native_stack() {
        AsyncStream<Integer> stream = numbers(3);
        for (int i = 0; i < 20_000; i++) {
            stream = stream.map(n -> n + 1);
        }

        assertThat(listOf(stream)).containsExactly(20_001, 20_002, 20_003);
    }

    @Test
    void many_elements_that_need_no_wait_need_no_native_stack() {
        assertThat(run(AsyncStreams.from(Arrays.asList(new Integer[100_000]))
                        .filter(n -> n != null)
                        .concatMap(n -> AsyncStreams.of(n))
                        .count()))
                .isZero();
    }
}
