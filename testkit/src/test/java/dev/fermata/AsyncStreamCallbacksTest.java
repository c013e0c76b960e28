package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.sync.AsyncQueue;
import dev.fermata.sync.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streams of what callbacks emit, and of what lies in queues and channels. */
class AsyncStreamCallbacksTest extends StreamPrograms {

    private Emitter<Integer> emitter;

    AsyncStreamCallbacksTest(LoopKind kind) {
        super(kind);
    }

    private AsyncStream<Integer> callbacks(Overflow overflow) {
        return AsyncStreams.fromCallbacks(overflow, registered -> {
            emitter = registered;
            registered.onClose(() -> log("unregistered"));
        });
    }

    /** Registers, emits as much while the consumer does nothing, and returns what was refused. */
    private List<Integer> refusedBy(AsyncStream<Integer> stream, int... elements) {
        loop.callSoon(() -> {});
        Task<Boolean> first = Tasks.startOn(loop, stream.advance());
        run(Tasks.yieldNow());
        assertThat(emitter).isNotNull();
        emitter.tryEmit(0);
        assertThat(run(first)).isTrue();
        return IntStream.of(elements).filter(n -> !emitter.tryEmit(n)).boxed().toList();
    }

    @Test
    void registers_when_the_first_element_is_asked_for() {
        AsyncStream<Integer> stream = callbacks(Overflow.unbounded());
        stream.advance();

        assertThat(emitter).isNull();
    }

    @Test
    void hands_out_what_was_emitted_before_and_after_it_was_asked_for() {
        AsyncStream<Integer> stream = AsyncStreams.fromCallbacks(Overflow.unbounded(), registered -> {
            registered.tryEmit(1);
            registered.tryEmit(null);
            loop.callLater(seconds(5), () -> {
                registered.tryEmit(3);
                registered.close();
            });
        });

        assertThat(listOf(stream)).containsExactly(1, null, 3);
        assertThat(now()).isEqualTo(5);
    }

    @Test
    void suspend_refuses_what_it_has_no_room_for() {
        AsyncStream<Integer> stream = callbacks(Overflow.suspend(2));

        assertThat(refusedBy(stream, 1, 2, 3, 4)).containsExactly(3, 4);
        emitter.close();
        assertThat(listOf(stream)).containsExactly(1, 2);
    }

    @Test
    void drop_oldest_keeps_the_newest() {
        AsyncStream<Integer> stream = callbacks(Overflow.dropOldest(2));

        assertThat(refusedBy(stream, 1, 2, 3, 4)).isEmpty();
        emitter.close();
        assertThat(listOf(stream)).containsExactly(3, 4);
    }

    @Test
    void latest_keeps_one() {
        AsyncStream<Integer> stream = callbacks(Overflow.latest());

        assertThat(refusedBy(stream, 1, 2, 3)).isEmpty();
        emitter.close();
        assertThat(listOf(stream)).containsExactly(3);
    }

    @Test
    void drop_newest_keeps_the_oldest() {
        AsyncStream<Integer> stream = callbacks(Overflow.dropNewest(2));

        assertThat(refusedBy(stream, 1, 2, 3, 4)).isEmpty();
        emitter.close();
        assertThat(listOf(stream)).containsExactly(1, 2);
    }

    @Test
    void fail_fails_after_what_was_kept() {
        AsyncStream<Integer> stream = callbacks(Overflow.fail(2));
        List<Integer> taken = new ArrayList<>();

        assertThat(refusedBy(stream, 1, 2, 3, 4)).containsExactly(3, 4);
        assertThat(emitter.isClosed()).isTrue();
        assertThatThrownBy(() -> run(stream.forEach(taken::add)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has not taken 2 elements");
        assertThat(taken).containsExactly(1, 2);
        assertThat(events).containsExactly("unregistered");
    }

    @Test
    void unbounded_keeps_all() {
        AsyncStream<Integer> stream = callbacks(Overflow.unbounded());

        assertThat(refusedBy(stream, IntStream.range(0, 1000).toArray())).isEmpty();
        emitter.close();
        assertThat(run(stream.count())).isEqualTo(1000);
    }

    @Test
    void capacities_are_positive() {
        assertThatThrownBy(() -> Overflow.suspend(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void emit_waits_for_room_in_order() {
        AsyncStream<Integer> stream = callbacks(Overflow.suspend(1));

        assertThat(run(emitThree(stream))).containsExactly(1, 2, 3);
        assertThat(events).containsExactly("emitted 1", "taken", "emitted 2", "emitted 3", "unregistered");
    }

    @Async
    private Coroutine<List<Integer>> emitThree(AsyncStream<Integer> stream) {
        List<Integer> taken = new ArrayList<>();
        Task<Boolean> first = Tasks.start(stream.advance());
        Await.on(Tasks.yieldNow());
        emitter.tryEmit(0);
        Await.on(first);
        for (int i = 1; i <= 3; i++) {
            Tasks.start(emitting(i));
        }
        Await.on(Tasks.sleep(seconds(1)));
        log("taken");
        for (int i = 0; i < 3; i++) {
            Await.on(stream.advance());
            taken.add(stream.current());
            Await.on(Tasks.sleep(seconds(1)));
        }
        emitter.close();
        return Coroutine.of(taken);
    }

    @Async
    private Coroutine<Void> emitting(int n) {
        log((Await.on(emitter.emit(n)) ? "emitted " : "refused ") + n);
        return Coroutine.done();
    }

    @Test
    void who_waits_to_emit_comes_after_what_is_kept() {
        AsyncStream<Integer> stream = callbacks(Overflow.suspend(2));
        refusedBy(stream, 1, 2);
        Tasks.startOn(loop, emitting(3));
        Tasks.startOn(loop, emitting(4));
        run(Tasks.sleep(seconds(1)));

        assertThat(listOf(stream.limit(4))).containsExactly(1, 2, 3, 4);
    }

    @Test
    void what_waits_to_emit_cannot_be_overtaken() {
        AsyncStream<Integer> stream = callbacks(Overflow.suspend(1));
        refusedBy(stream, 1);
        Tasks.startOn(loop, emitting(2));
        run(Tasks.sleep(seconds(1)));

        assertThat(run(stream.advance())).isTrue();
        assertThat(emitter.tryEmit(3)).isFalse();
        assertThat(listOf(stream.limit(1))).containsExactly(2);
    }

    @Test
    void emit_is_refused_when_the_stream_ends_meanwhile() {
        AsyncStream<Integer> stream = callbacks(Overflow.suspend(1));
        refusedBy(stream, 1);
        Task<Void> waiting = Tasks.startOn(loop, emitting(2));
        run(Tasks.yieldNow());
        run(stream.closeAsync());
        run(waiting);
        run(emitting(3));

        assertThat(events).containsExactly("unregistered", "refused 2", "refused 3");
    }

    @Test
    void an_emit_that_is_cancelled_has_not_put_its_element_in() {
        AsyncStream<Integer> stream = callbacks(Overflow.suspend(1));
        refusedBy(stream, 1);
        Task<Void> waiting = Tasks.startOn(loop, emitting(2));
        Task<Void> next = Tasks.startOn(loop, emitting(3));
        run(Tasks.yieldNow());
        waiting.cancel();
        loop.callSoon(() -> loop.callSoon(() -> {}));
        run(stream.advance());
        run(next);
        emitter.close();

        assertThat(listOf(stream)).containsExactly(3);
    }

    @Test
    void unregisters_once_when_the_emitter_closes() {
        AsyncStream<Integer> stream = callbacks(Overflow.unbounded());
        refusedBy(stream);

        assertThat(emitter.close()).isTrue();
        assertThat(events).containsExactly("unregistered");
        assertThat(emitter.close()).isFalse();
        assertThat(emitter.tryEmit(1)).isFalse();
        assertThat(listOf(stream)).isEmpty();
        run(stream.closeAsync());
        assertThat(events).containsExactly("unregistered");
    }

    @Test
    void unregisters_once_when_the_consumer_closes() {
        AsyncStream<Integer> stream = callbacks(Overflow.unbounded());
        refusedBy(stream, 1);
        run(stream.closeAsync());
        run(stream.closeAsync());

        assertThat(events).containsExactly("unregistered");
        assertThat(emitter.isClosed()).isTrue();
        assertThat(emitter.close()).isFalse();
    }

    @Test
    void unregisters_when_the_consumer_is_cancelled() {
        Task<Long> consumer =
                Tasks.startOn(loop, callbacks(Overflow.unbounded()).count());
        run(Tasks.yieldNow());
        consumer.cancel();

        assertThatThrownBy(() -> run(consumer)).isInstanceOf(CancellationException.class);
        assertThat(events).containsExactly("unregistered");
    }

    @Test
    void a_failure_comes_after_what_was_emitted() {
        IOException failure = new IOException();
        AsyncStream<Integer> stream = callbacks(Overflow.unbounded());
        List<Integer> taken = new ArrayList<>();
        refusedBy(stream, 1, 2);

        assertThat(emitter.fail(failure)).isTrue();
        assertThatThrownBy(() -> run(stream.forEach(taken::add))).isSameAs(failure);
        assertThat(taken).containsExactly(1, 2);
        assertThat(events).containsExactly("unregistered");
    }

    @Test
    void what_the_registration_throws_is_a_failure_and_unregisters() {
        IllegalStateException failure = new IllegalStateException();
        AsyncStream<Integer> stream = AsyncStreams.fromCallbacks(Overflow.unbounded(), registered -> {
            registered.onClose(() -> log("unregistered"));
            throw failure;
        });

        assertThatThrownBy(() -> listOf(stream)).isSameAs(failure);
        assertThat(events).containsExactly("unregistered");
    }

    @Test
    void an_action_that_is_set_after_the_end_runs_at_once() {
        AsyncStream<Integer> stream = AsyncStreams.fromCallbacks(Overflow.unbounded(), registered -> {
            registered.close();
            registered.onClose(() -> log("unregistered"));
            assertThatThrownBy(() -> registered.onClose(() -> log("again"))).isInstanceOf(IllegalStateException.class);
        });

        assertThat(listOf(stream)).isEmpty();
        assertThat(events).containsExactly("unregistered");
    }

    @Test
    void loses_nothing_from_many_threads() {
        int threads = 4;
        int each = 10_000;
        List<Thread> started = Collections.synchronizedList(new ArrayList<>());
        AsyncStream<Integer> stream = AsyncStreams.fromCallbacks(Overflow.suspend(16), registered -> {
            for (int i = 0; i < threads; i++) {
                int from = i * each;
                Thread thread = new Thread(() -> emitAll(registered, from, each));
                started.add(thread);
                thread.start();
            }
        });
        List<Integer> taken = Fermata.run(stream.limit(threads * each).toList());

        assertThat(taken).hasSize(threads * each).doesNotHaveDuplicates();
        for (int i = 0; i < threads; i++) {
            int from = i * each;
            assertThat(taken.stream().filter(n -> n / each == from / each)).isSorted();
        }
    }

    private static void emitAll(Emitter<Integer> emitter, int from, int count) {
        for (int i = 0; i < count; i++) {
            while (!emitter.tryEmit(from + i)) {
                Thread.onSpinWait();
                if (emitter.isClosed()) {
                    return;
                }
                Thread.yield();
            }
        }
    }

    @Test
    void tasks_of_other_loops_wait_for_room() throws Exception {
        int loops = 3;
        int each = 2_000;
        List<Thread> started = new ArrayList<>();
        AsyncStream<Integer> stream = AsyncStreams.fromCallbacks(Overflow.suspend(2), registered -> {
            for (int i = 0; i < loops; i++) {
                int from = i * each;
                Thread thread = new Thread(() -> Fermata.run(
                        awaitingRoom(registered, from, each),
                        RunOptions.defaults().withCancelOnExit(false, Duration.ZERO)));
                started.add(thread);
                thread.start();
            }
        });
        List<Integer> taken = Fermata.run(stream.limit(loops * each).toList());

        for (Thread thread : started) {
            thread.join();
        }
        assertThat(taken).hasSize(loops * each).doesNotHaveDuplicates();
        for (int i = 0; i < loops; i++) {
            int from = i;
            assertThat(taken.stream().filter(n -> n / each == from)).isSorted();
        }
    }

    @Async
    private static Coroutine<Void> awaitingRoom(Emitter<Integer> emitter, int from, int count) {
        for (int i = 0; i < count; i++) {
            if (!Await.on(emitter.emit(from + i))) {
                throw new AssertionError("refused " + (from + i));
            }
        }
        return Coroutine.done();
    }

    // Queues and channels.

    @Test
    void a_queue_is_a_stream_until_it_is_shut_down() {
        AsyncQueue<Integer> queue = AsyncQueue.fifo(0);
        queue.tryPut(1);
        queue.tryPut(2);
        loop.callLater(seconds(1), () -> queue.tryPut(3));
        loop.callLater(seconds(2), () -> queue.shutdown(false));

        assertThat(listOf(queue.stream())).containsExactly(1, 2, 3);
    }

    @Test
    void closing_the_stream_of_a_queue_leaves_the_queue_alone() {
        AsyncQueue<Integer> queue = AsyncQueue.fifo(0);
        queue.tryPut(1);
        queue.tryPut(2);

        assertThat(listOf(queue.stream().limit(1))).containsExactly(1);
        assertThat(queue.tryTake()).isEqualTo(2);
    }

    @Test
    void an_operator_closes_the_end_of_a_channel() {
        Channel<Integer> channel = Channel.bounded(5);
        channel.sender().trySend(1);
        channel.sender().trySend(2);

        assertThat(run(channel.receiver().map(n -> n * 10).first())).isEqualTo(10);
        assertThatThrownBy(() -> channel.sender().trySend(3)).hasMessageContaining("all receivers were closed");
    }

    @Test
    void a_stream_goes_into_a_channel() {
        Channel<Integer> channel = Channel.bounded(1);
        Tasks.startOn(
                loop,
                numbers(3).onCompletion(failure -> channel.sender().close()).forEachAsync(n -> {
                    Await.on(channel.sender().send(n));
                    return Coroutine.done();
                }));

        assertThat(listOf(channel.receiver().map(n -> n))).containsExactly(1, 2, 3);
    }
}
