package dev.fermata.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Case;
import dev.fermata.Coroutine;
import dev.fermata.LoopKind;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsyncQueueTest extends Program {

    private final AsyncQueue<Integer> queue = AsyncQueue.fifo(1);

    AsyncQueueTest(LoopKind kind) {
        super(kind);
    }

    @Async
    private Coroutine<Void> putting(int item) {
        Await.on(queue.put(item));
        events.add("put " + item);
        return Coroutine.done();
    }

    @Async
    private Coroutine<Integer> taking() {
        return Coroutine.of(Await.on(queue.take()));
    }

    @Test
    @Case("Q2")
    void a_full_queue_makes_putters_wait_and_taking_lets_one_go_on() {
        run(() -> {
            Await.on(queue.put(1));
            assertThat(queue.isFull()).isTrue();
            Tasks.start(putting(2));
            Tasks.start(putting(3));
            Await.on(settle());
            assertThat(queue).hasToString("AsyncQueue[size 1 of 1, unfinished 1, takers waiting 0, putters waiting 2]");
            assertThat(Await.on(queue.take())).isEqualTo(1);
            Await.on(settle());
            assertThat(events).containsExactly("put 2");
            assertThat(queue.puttersWaiting()).isEqualTo(1);
            assertThat(Await.on(queue.take())).isEqualTo(2);
            assertThat(Await.on(queue.take())).isEqualTo(3);
            return Coroutine.done();
        });
    }

    @Test
    @Case("Q2")
    void without_a_capacity_it_is_never_full() {
        AsyncQueue<Integer> endless = AsyncQueue.fifo(0);
        for (int i = 0; i < 1000; i++) {
            assertThat(endless.tryPut(i)).isTrue();
        }
        assertThat(endless.isFull()).isFalse();
        assertThat(endless).hasToString("AsyncQueue[size 1000, unfinished 1000, takers waiting 0, putters waiting 0]");
        assertThatThrownBy(() -> AsyncQueue.fifo(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Case("Q4")
    void a_cancelled_taker_is_skipped() {
        run(() -> {
            Task<Integer> first = Tasks.start(taking());
            Task<Integer> second = Tasks.start(taking());
            Await.on(settle());
            first.cancel();
            Await.on(queue.put(1));
            assertThat(Await.on(second)).isEqualTo(1);
            assertThat(first.isCancelled()).isTrue();
            return Coroutine.done();
        });
    }

    @Test
    @Case("Q4")
    void a_taker_that_was_given_an_item_and_then_cancelled_has_it() {
        run(() -> {
            Task<Integer> first = Tasks.start(taking());
            Task<Integer> second = Tasks.start(taking());
            Await.on(settle());
            Await.on(queue.put(1));
            first.cancel();
            Await.on(queue.put(2));
            assertThat(Await.on(first)).isEqualTo(1);
            assertThat(Await.on(second)).isEqualTo(2);
            return Coroutine.done();
        });
    }

    @Test
    @Case("Q6")
    void a_cancelled_putter_puts_nothing_and_the_next_goes_on() {
        run(() -> {
            Await.on(queue.put(1));
            Task<Void> second = Tasks.start(putting(2));
            Task<Void> third = Tasks.start(putting(3));
            Await.on(settle());
            second.cancel();
            assertThat(Await.on(queue.take())).isEqualTo(1);
            assertThat(Await.on(queue.take())).isEqualTo(3);
            Await.on(third);
            assertThat(second.isCancelled()).isTrue();
            assertThat(queue.tryTake()).isNull();
            return Coroutine.done();
        });
    }

    @Test
    @Case("Q6")
    void a_putter_whose_item_is_in_and_that_is_then_cancelled_has_put_it_once() {
        run(() -> {
            Await.on(queue.put(1));
            Task<Void> second = Tasks.start(putting(2));
            Task<Void> third = Tasks.start(putting(3));
            Await.on(settle());
            assertThat(queue.tryTake()).isEqualTo(1);
            second.cancel();
            Await.on(settle());
            assertThat(second.isCancelled()).isFalse();
            assertThat(queue.tryTake()).isEqualTo(2);
            assertThat(queue.tryTake()).isEqualTo(3);
            assertThat(queue.tryTake()).isNull();
            Await.on(third);
            return Coroutine.done();
        });
        assertThat(events).containsExactly("put 2", "put 3");
    }

    @Test
    @Case("Q8")
    void takers_and_putters_never_wait_for_each_other() {
        int[] sum = {0};
        run(() -> {
            List<Task<Void>> tasks = new ArrayList<>();
            for (int worker = 0; worker < 5; worker++) {
                tasks.add(start(() -> {
                    for (int i = 1; i <= 10; i++) {
                        if (i % 3 == 0 && queue.tryPut(i)) {
                            continue;
                        }
                        Await.on(queue.put(i));
                    }
                    return Coroutine.done();
                }));
                tasks.add(start(() -> {
                    for (int i = 1; i <= 10; i++) {
                        Integer item = i % 4 == 0 ? queue.tryTake() : null;
                        int taken = item != null ? item : Await.on(queue.take());
                        sum[0] += taken;
                        assertThat(queue.takersWaiting() > 0 && queue.puttersWaiting() > 0)
                                .isFalse();
                    }
                    return Coroutine.done();
                }));
            }
            Await.on(Tasks.gather(tasks));
            return Coroutine.done();
        });
        assertThat(sum[0]).isEqualTo(5 * 55);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.waiting()).isZero();
    }

    @Test
    @Case("Q9")
    void join_waits_until_the_work_on_every_item_is_done() {
        run(() -> {
            Await.on(queue.join());
            assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
            Await.on(queue.put(1));
            Task<Void> second = Tasks.start(putting(2));
            Task<?> joining = Tasks.start(queue.join());
            Await.on(settle());
            Await.on(queue.take());
            queue.taskDone();
            Await.on(second);
            Await.on(queue.take());
            Await.on(settle());
            assertThat(queue.isEmpty()).isTrue();
            assertThat(joining.isDone()).isFalse();
            queue.taskDone();
            Await.on(joining);
            assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
            return Coroutine.done();
        });
    }

    @Async
    private Coroutine<String> outcomeOfPut(int item) {
        try {
            Await.on(queue.put(item));
            return Coroutine.of("put");
        } catch (QueueShutDownException shutDown) {
            return Coroutine.of("shut down");
        }
    }

    @Async
    private Coroutine<String> outcomeOfTake() {
        try {
            return Coroutine.of("took " + Await.on(queue.take()));
        } catch (QueueShutDownException shutDown) {
            return Coroutine.of("shut down");
        }
    }

    @Test
    @Case("Q10")
    void shutting_an_empty_queue_down_fails_takers_and_later_calls() {
        run(() -> {
            Task<String> taker = Tasks.start(outcomeOfTake());
            Await.on(settle());
            queue.shutdown(false);
            assertThat(Await.on(taker)).isEqualTo("shut down");
            assertThat(Await.on(outcomeOfPut(1))).isEqualTo("shut down");
            assertThat(Await.on(outcomeOfTake())).isEqualTo("shut down");
            assertThatThrownBy(() -> queue.tryPut(1)).isInstanceOf(QueueShutDownException.class);
            assertThatThrownBy(queue::tryTake).isInstanceOf(QueueShutDownException.class);
            Await.on(queue.join());
            assertThat(queue.isShutDown()).isTrue();
            return Coroutine.done();
        });
    }

    @Test
    @Case("Q10")
    void what_lies_in_a_queue_that_is_shut_down_can_be_taken() {
        run(() -> {
            Await.on(queue.put(1));
            Task<String> putter = Tasks.start(outcomeOfPut(2));
            Task<?> joining = Tasks.start(queue.join());
            Await.on(settle());
            queue.shutdown(false);
            assertThat(Await.on(putter)).isEqualTo("shut down");
            assertThat(Await.on(outcomeOfTake())).isEqualTo("took 1");
            assertThat(Await.on(outcomeOfTake())).isEqualTo("shut down");
            assertThat(joining.isDone()).isFalse();
            queue.taskDone();
            Await.on(joining);
            return Coroutine.done();
        });
    }

    @Test
    @Case("Q12")
    void an_immediate_shutdown_drops_the_items() {
        AsyncQueue<Integer> items = AsyncQueue.fifo(0);
        run(() -> {
            items.tryPut(1);
            items.tryPut(2);
            Task<?> joining = Tasks.start(items.join());
            Await.on(settle());
            items.shutdown(true);
            assertThat(items.size()).isZero();
            assertThat(items.unfinished()).isZero();
            Await.on(joining);
            return Coroutine.done();
        });
    }

    @Test
    @Case("Q13")
    void an_immediate_shutdown_lets_join_wait_for_items_that_were_taken() {
        AsyncQueue<Integer> items = AsyncQueue.fifo(0);
        run(() -> {
            items.tryPut(1);
            items.tryPut(2);
            assertThat(items.tryTake()).isEqualTo(1);
            Task<?> joining = Tasks.start(items.join());
            Await.on(settle());
            items.shutdown(true);
            Await.on(settle());
            assertThat(joining.isDone()).isFalse();
            items.taskDone();
            Await.on(joining);
            assertThatThrownBy(items::taskDone).isInstanceOf(IllegalStateException.class);
            return Coroutine.done();
        });
    }

    @Test
    void the_kind_decides_on_the_order() {
        assertThat(drained(AsyncQueue.fifo(0))).containsExactly(2, 3, 1);
        assertThat(drained(AsyncQueue.lifo(0))).containsExactly(1, 3, 2);
        assertThat(drained(AsyncQueue.priority(0))).containsExactly(1, 2, 3);
        assertThat(drained(AsyncQueue.priority(0, Comparator.reverseOrder()))).containsExactly(3, 2, 1);
    }

    private static List<Integer> drained(AsyncQueue<Integer> queue) {
        List.of(2, 3, 1).forEach(queue::tryPut);
        List<Integer> items = new ArrayList<>();
        for (Integer item = queue.tryTake(); item != null; item = queue.tryTake()) {
            items.add(item);
        }
        return items;
    }
}
