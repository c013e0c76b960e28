package dev.fermata.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.LoopKind;
import dev.fermata.Promise;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class SelectTest extends Program {

    private final Channel<String> a = Channel.bounded(1);
    private final Channel<String> b = Channel.bounded(1);

    SelectTest(LoopKind kind) {
        super(kind);
    }

    private Select<String> receivingBoth() {
        return new Select<String>()
                .on(a.receiver().receive(), item -> Coroutine.of("a: " + item))
                .on(b.receiver().receive(), item -> Coroutine.of("b: " + item));
    }

    @Test
    void of_clauses_that_can_happen_at_once_the_first_is_chosen() {
        run(() -> {
            b.sender().trySend("1");
            assertThat(Await.on(receivingBoth().choose())).isEqualTo("b: 1");
            a.sender().trySend("2");
            b.sender().trySend("3");
            assertThat(Await.on(receivingBoth().choose())).isEqualTo("a: 2");
            assertThat(b.size()).isEqualTo(1);
            return Coroutine.done();
        });
    }

    @Test
    void of_clauses_that_wait_the_first_to_be_served_is_chosen_and_the_others_leave_no_trace() {
        run(() -> {
            Task<String> task = Tasks.start(receivingBoth().choose());
            Await.on(settle());
            assertThat(a.receiversWaiting()).isEqualTo(1);
            assertThat(b.receiversWaiting()).isEqualTo(1);
            b.sender().trySend("1");
            assertThat(a.receiversWaiting()).isZero();
            a.sender().trySend("2");
            assertThat(Await.on(task)).isEqualTo("b: 1");
            assertThat(a.size()).isEqualTo(1);
            return Coroutine.done();
        });
    }

    @Test
    void sending_and_receiving_compete() {
        Channel<String> direct = Channel.bounded(0);
        Select<String> select = new Select<String>()
                .on(direct.sender().send("mine"), sent -> Coroutine.of("sent"))
                .on(a.receiver().receive(), item -> Coroutine.of("got " + item));
        run(() -> {
            Task<String> first = Tasks.start(select.choose());
            Await.on(settle());
            assertThat(direct.receiver().tryReceive()).isEqualTo("mine");
            assertThat(a.receiversWaiting()).isZero();
            assertThat(Await.on(first)).isEqualTo("sent");
            Task<String> second = Tasks.start(select.choose());
            Await.on(settle());
            a.sender().trySend("1");
            assertThat(Await.on(second)).isEqualTo("got 1");
            assertThat(direct.receiver().tryReceive()).isNull();
            return Coroutine.done();
        });
    }

    @Test
    void a_select_can_meet_another_one() {
        Channel<String> direct = Channel.bounded(0);
        run(() -> {
            Task<String> receiving = Tasks.start(new Select<String>()
                    .on(direct.receiver().receive(), item -> Coroutine.of("got " + item))
                    .on(direct.sender().send("never"), sent -> Coroutine.of("sent to itself"))
                    .choose());
            Await.on(settle());
            assertThat(receiving.isDone()).isFalse();
            Task<String> sending = Tasks.start(new Select<String>()
                    .on(a.receiver().receive(), item -> Coroutine.of("wrong"))
                    .on(direct.sender().send("1"), sent -> Coroutine.of("sent"))
                    .choose());
            assertThat(Await.on(sending)).isEqualTo("sent");
            assertThat(Await.on(receiving)).isEqualTo("got 1");
            assertThat(direct.waiting()).isZero();
            return Coroutine.done();
        });
    }

    @Test
    void queues_locks_events_and_limiters_can_be_clauses() {
        AsyncQueue<String> queue = AsyncQueue.fifo(1);
        AsyncLock lock = new AsyncLock();
        AsyncEvent event = new AsyncEvent();
        AsyncSemaphore semaphore = new AsyncSemaphore(0);
        CapacityLimiter limiter = new CapacityLimiter(0);
        Select<String> select = new Select<String>()
                .on(queue.take(), item -> Coroutine.of("item " + item))
                .on(lock.acquire(), held -> Coroutine.of("lock"))
                .on(event.await(), set -> Coroutine.of("event"))
                .on(semaphore.acquire(), held -> Coroutine.of("permit"))
                .on(limiter.acquire(), held -> Coroutine.of("token"));
        run(() -> {
            assertThat(lock.tryAcquire()).isTrue();
            Task<String> first = start(select::choose);
            Task<String> second = start(select::choose);
            Task<String> third = start(select::choose);
            Task<String> fourth = start(select::choose);
            Task<String> fifth = start(select::choose);
            Await.on(settle());
            lock.release();
            semaphore.release();
            limiter.setTotal(1);
            queue.tryPut("1");
            event.set();
            assertThat(Await.on(Tasks.gather(first, second, third, fourth, fifth)))
                    .containsExactly("lock", "permit", "token", "item 1", "event");
            assertThat(lock.waiting() + queue.waiting() + event.waiting() + semaphore.waiting() + limiter.waiting())
                    .isZero();
            return Coroutine.done();
        });
    }

    @Test
    void an_event_that_occurs_in_two_clauses_is_chosen_once() {
        AsyncEvent event = new AsyncEvent();
        run(() -> {
            Task<String> task = Tasks.start(new Select<String>()
                    .on(event.await(), set -> Coroutine.of("first"))
                    .on(event.await(), set -> Coroutine.of("second"))
                    .choose());
            Task<Void> other = start(() -> {
                Await.on(event.await());
                return Coroutine.done();
            });
            Await.on(settle());
            assertThat(event.waiting()).isEqualTo(3);
            event.set();
            assertThat(event.waiting()).isZero();
            assertThat(Await.on(task)).isEqualTo("first");
            Await.on(other);
            return Coroutine.done();
        });
    }

    @Test
    void tasks_and_promises_can_be_clauses_and_are_left_alone() {
        run(() -> {
            Promise<String> promise = new Promise<>();
            Task<String> slow = Tasks.start(Tasks.sleep(seconds(5), "slow"));
            Select<String> select = new Select<String>()
                    .on(promise, value -> Coroutine.of("promise " + value))
                    .on(slow, value -> Coroutine.of("task " + value));
            assertThat(Await.on(select.choose())).isEqualTo("task slow");
            assertThat(promise.isDone()).isFalse();
            promise.complete("x");
            assertThat(Await.on(select.choose())).isEqualTo("promise x");
            return Coroutine.done();
        });
    }

    @Test
    void what_leaves_a_trace_or_runs_only_when_awaited_cannot_be_a_clause() {
        Select<String> select = new Select<>();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select.on(new AsyncBarrier(2).await(), index -> Coroutine.of("")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select.on(new AsyncCondition().await(), done -> Coroutine.of("")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select.on(turns(1), done -> Coroutine.of("")))
                .withMessageContaining("start it as a task");
    }

    @Test
    void a_timeout_is_chosen_when_nothing_else_has_happened() {
        run(() -> {
            Select<String> select = receivingBoth().afterTimeout(seconds(3), () -> Coroutine.of("too late"));
            long before = EventLoop.current().time();
            assertThat(Await.on(select.choose())).isEqualTo("too late");
            assertThat(EventLoop.current().time() - before).isEqualTo(seconds(3).toNanos());
            assertThat(a.waiting() + b.waiting()).isZero();
            Task<String> task = start(select::choose);
            Await.on(Tasks.sleep(seconds(1)));
            a.sender().trySend("1");
            assertThat(Await.on(task)).isEqualTo("a: 1");
            Await.on(Tasks.sleep(seconds(10)));
            return Coroutine.done();
        });
    }

    @Test
    void no_time_means_what_can_happen_at_once_or_nothing() {
        run(() -> {
            Select<String> select = receivingBoth().afterTimeout(seconds(0), () -> Coroutine.of("nothing"));
            assertThat(Await.on(select.choose())).isEqualTo("nothing");
            b.sender().trySend("1");
            assertThat(Await.on(select.choose())).isEqualTo("b: 1");
            return Coroutine.done();
        });
    }

    @Test
    void there_is_no_wait_where_there_is_an_else() {
        run(() -> {
            Select<String> select = receivingBoth().orElse(() -> Coroutine.of("else"));
            EventLoop.current().callSoon(() -> events.add("a turn"));
            assertThat(Await.on(select.choose())).isEqualTo("else");
            assertThat(events).isEmpty();
            a.sender().trySend("1");
            assertThat(Await.on(select.choose())).isEqualTo("a: 1");
            return Coroutine.done();
        });
    }

    @Test
    void the_function_of_a_clause_may_await_and_fail() {
        run(() -> {
            a.sender().trySend("1");
            Select<String> select = new Select<String>().on(a.receiver().receive(), item -> {
                Await.on(Tasks.sleep(seconds(1)));
                return Coroutine.of("slowly " + item);
            });
            assertThat(Await.on(select.choose())).isEqualTo("slowly 1");
            Task<String> failing = start(() -> new Select<String>()
                    .orElse(() -> {
                        throw new IllegalStateException("in the clause");
                    })
                    .choose());
            Await.on(settle());
            assertThat(failing.exception()).hasMessage("in the clause");
            return Coroutine.done();
        });
    }

    @Test
    void the_end_of_a_channel_is_a_failure_of_its_clause() {
        run(() -> {
            Task<String> thrown = start(() -> receivingBoth().choose());
            Task<String> handled = start(() -> new Select<String>()
                    .on(b.receiver().receive(), Coroutine::of)
                    .on(a.receiver().receive(), Coroutine::of, end -> Coroutine.of("a has ended"))
                    .choose());
            Await.on(settle());
            a.sender().close();
            assertThat(Await.on(handled)).isEqualTo("a has ended");
            assertThat(thrown.exception()).isInstanceOf(ChannelClosedException.class);
            assertThat(b.waiting()).isZero();
            return Coroutine.done();
        });
    }

    @Test
    void the_failure_of_a_promise_is_thrown_and_that_of_a_loser_is_left_to_others() {
        IOException failure = new IOException();
        run(() -> {
            Promise<String> promise = new Promise<>();
            Promise<String> cancelled = new Promise<>();
            Task<String> task = start(() -> new Select<String>()
                    .on(promise, Coroutine::of)
                    .on(cancelled, Coroutine::of)
                    .choose());
            Await.on(settle());
            promise.fail(failure);
            cancelled.cancel();
            Await.on(settle());
            assertThat(task.exception()).isSameAs(failure);
            Task<String> next = start(
                    () -> new Select<String>().on(cancelled, Coroutine::of).choose());
            Await.on(settle());
            assertThat(next.exception()).isInstanceOf(CancellationException.class);
            return Coroutine.done();
        });
    }

    @Test
    void a_cancelled_select_is_in_no_queue_any_more() {
        run(() -> {
            Promise<String> promise = new Promise<>();
            Task<String> task = start(() -> receivingBoth()
                    .on(promise, Coroutine::of)
                    .afterTimeout(seconds(5), () -> Coroutine.of("late"))
                    .choose());
            Await.on(settle());
            task.cancel();
            Await.on(settle());
            assertThat(task.isCancelled()).isTrue();
            assertThat(promise.isCancelled()).isFalse();
            assertThat(a.waiting() + b.waiting()).isZero();
            return Coroutine.done();
        });
    }

    @Test
    void a_cancellation_after_the_choice_comes_too_late() {
        run(() -> {
            Task<String> task = start(() -> receivingBoth().choose());
            Await.on(settle());
            a.sender().trySend("1");
            task.cancel();
            assertThat(Await.on(task)).isEqualTo("a: 1");
            return Coroutine.done();
        });
    }

    @Test
    void a_promise_of_another_loop_is_refused_and_leaves_no_trace() {
        Promise<String> foreign = new Promise<>(EventLoop.create());
        assertThatThrownBy(() ->
                        run(() -> receivingBoth().on(foreign, Coroutine::of).choose()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("different event loop");
        assertThat(a.waiting() + b.waiting()).isZero();
    }
}
