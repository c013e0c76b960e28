package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every operator: it is cold, has one consumer, and closes its source once, however it ends. */
class AsyncStreamLawsTest extends StreamPrograms {

    AsyncStreamLawsTest(LoopKind kind) {
        super(kind);
    }

    /** An operator that hands all elements on. */
    record Named(String name, UnaryOperator<AsyncStream<Integer>> operator) {
        AsyncStream<Integer> over(AsyncStream<Integer> source) {
            return operator.apply(source);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Async
    private static Coroutine<Integer> later(Integer n) {
        Await.on(Tasks.yieldNow());
        return Coroutine.of(n);
    }

    static Stream<Named> operators() {
        List<Named> all = new ArrayList<>();
        all.add(new Named("map", s -> s.map(n -> n)));
        all.add(new Named("mapAsync", s -> s.mapAsync(AsyncStreamLawsTest::later)));
        all.add(new Named("filter", s -> s.filter(n -> true)));
        all.add(new Named("peek", s -> s.peek(n -> {})));
        all.add(new Named("distinct", AsyncStream::distinct));
        all.add(new Named("distinctUntilChanged", AsyncStream::distinctUntilChanged));
        all.add(new Named("scan", s -> s.scan(0, (last, n) -> n)));
        all.add(new Named("limit", s -> s.limit(1000)));
        all.add(new Named("skip", s -> s.skip(0)));
        all.add(new Named("takeWhile", s -> s.takeWhile(n -> true)));
        all.add(new Named("dropWhile", s -> s.dropWhile(n -> false)));
        all.add(new Named("chunked", s -> s.chunked(1).map(list -> list.get(0))));
        all.add(new Named("concatMap", s -> s.concatMap(n -> AsyncStreams.of(n))));
        all.add(new Named("concat", s -> AsyncStreams.concat(s, AsyncStreams.of())));
        all.add(new Named(
                "zip",
                s -> s.zip(AsyncStreams.from(() -> Stream.iterate(1, n -> n + 1).iterator()), (n, i) -> n)));
        all.add(new Named("onErrorResume", s -> s.onErrorResume(AsyncStreams::failed)));
        all.add(new Named("retry", s -> AsyncStreams.retry(Retry.times(0), () -> s)));
        all.add(new Named("timeout", s -> s.timeout(seconds(1000))));
        all.add(new Named("onCompletion", s -> s.onCompletion(failure -> {})));
        all.add(new Named("mapAsync(3)", s -> s.mapAsync(3, AsyncStreamLawsTest::later)));
        all.add(new Named("mapUnordered(1)", s -> s.mapUnordered(1, AsyncStreamLawsTest::later)));
        all.add(new Named("flatMap(1)", s -> s.flatMap(1, n -> AsyncStreams.of(n))));
        all.add(new Named("prefetch(1)", s -> s.prefetch(1)));
        all.add(new Named("prefetch(3)", s -> s.prefetch(3)));
        all.add(new Named("merge", s -> AsyncStreams.merge(s, AsyncStreams.of())));
        all.add(new Named("combineLatest", s -> AsyncStreams.combineLatest(List.of(s), latest -> latest.get(0))));
        all.add(new Named("chunked by time", s -> s.chunked(2, seconds(1000)).concatMap(AsyncStreams::from)));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void hands_all_elements_on_and_does_not_close_what_has_ended(Named operator) {
        assertThat(listOf(operator.over(counting(numbers(5))))).containsExactly(1, 2, 3, 4, 5);
        assertThat(List.of(begun, ended, closed)).containsExactly(1, 1, 0);
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void is_empty_over_nothing(Named operator) {
        assertThat(listOf(operator.over(counting(numbers(0))))).isEmpty();
        assertThat(closed).isZero();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void is_cold(Named operator) {
        AsyncStream<Integer> stream = operator.over(counting(numbers(5)));
        stream.advance();
        stream.closeAsync();
        run(Tasks.yieldNow());

        assertThat(begun).isZero();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void passes_a_failure_on_after_the_elements_before_and_closes_the_source_once(Named operator) {
        IOException failure = new IOException();
        AsyncStream<Integer> stream = operator.over(counting(failing(3, failure)));
        List<Integer> taken = new ArrayList<>();

        assertThatThrownBy(() -> run(stream.forEach(taken::add))).isSameAs(failure);
        assertThat(taken).containsExactly(1, 2, 3);
        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(closed).isEqualTo(1);
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void has_ended_after_a_failure(Named operator) {
        AsyncStream<Integer> stream = operator.over(counting(failing(0, new IOException())));

        assertThatThrownBy(() -> run(stream.advance())).isInstanceOf(IOException.class);
        assertThat(run(stream.advance())).isFalse();
        run(stream.closeAsync());
        assertThat(closed).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("operators")
    void closes_its_source_once_when_it_is_closed_early(Named operator) {
        AsyncStream<Integer> stream = operator.over(counting(numbers(5)));

        assertThat(run(stream.advance())).isTrue();
        run(stream.closeAsync());
        run(stream.closeAsync());
        assertThat(List.of(ended, closed)).containsExactly(1, 1);
        assertThat(run(stream.advance())).isFalse();
        assertThatThrownBy(stream::current).isInstanceOf(IllegalStateException.class);
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void closes_its_source_once_when_it_is_closed_before_it_has_begun(Named operator) {
        run(operator.over(counting(numbers(5))).closeAsync());

        // The operator of retry has not made its source then.
        assertThat(closed).isEqualTo(operator.name().equals("retry") ? 0 : 1);
        assertThat(begun).isZero();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void a_failure_of_the_source_in_closing_comes_out(Named operator) {
        IllegalStateException failure = new IllegalStateException();
        AsyncStream<Integer> stream = operator.over(failingToClose(failure));

        assertThat(run(stream.advance())).isTrue();
        assertThatThrownBy(() -> run(stream.closeAsync())).isSameAs(failure);
        run(stream.closeAsync());
    }

    @Async
    private AsyncStream<Integer> failingToClose(RuntimeException failure) {
        try {
            Yield.value(1);
            Await.on(Tasks.sleep(seconds(100)));
            Yield.value(2);
        } finally {
            log("closing");
            if (!events.isEmpty()) {
                throw failure;
            }
        }
        return AsyncStream.done();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void has_one_consumer(Named operator) {
        AsyncStream<Integer> stream = operator.over(counting(delayed(5)));

        run(twoConsumers(stream));
        assertThat(events).containsExactly("second refused", "second refused", "first got it");
    }

    @Async
    private Coroutine<Void> twoConsumers(AsyncStream<Integer> stream) {
        Task<Boolean> first = Tasks.start(stream.advance());
        Await.on(Tasks.sleep(seconds(1)));
        try {
            Await.on(stream.advance());
        } catch (IllegalStateException e) {
            log("second refused");
        }
        try {
            Await.on(stream.closeAsync());
        } catch (IllegalStateException e) {
            log("second refused");
        }
        log(Await.on(first) && stream.current() == 5 ? "first got it" : "lost");
        return Coroutine.done();
    }

    /** Cancels the consumer in every turn of the loop, until it has ended before that. */
    @ParameterizedTest
    @MethodSource("operators")
    void closes_its_source_once_whenever_the_consumer_is_cancelled(Named operator) {
        for (int turn = 0; turn < 200; turn++) {
            begun = 0;
            ended = 0;
            closed = 0;
            boolean cancelled = run(cancelIn(turn, operator.over(counting(numbers(5)))));

            assertThat(closed).as("closed, turn %s", turn).isLessThanOrEqualTo(1);
            assertThat(ended).as("ended, turn %s", turn).isEqualTo(begun);
            assertThat(Tasks.all(loop)).as("tasks, turn %s", turn).isEmpty();
            if (!cancelled) {
                assertThat(turn).isGreaterThan(2);
                assertThat(reported).isEmpty();
                return;
            }
        }
        throw new AssertionError("never ended");
    }

    @Async
    private Coroutine<Boolean> cancelIn(int turn, AsyncStream<Integer> stream) {
        Task<Void> consumer = Tasks.start(stream.forEachAsync(n -> {
            Await.on(Tasks.yieldNow());
            return Coroutine.done();
        }));
        for (int i = 0; i < turn; i++) {
            Await.on(Tasks.yieldNow());
        }
        consumer.cancel();
        Await.on(Tasks.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(consumer)));
        if (!consumer.isCancelled()) {
            consumer.result();
        }
        return Coroutine.of(consumer.isCancelled());
    }
}
