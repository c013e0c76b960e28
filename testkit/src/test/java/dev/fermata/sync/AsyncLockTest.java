package dev.fermata.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Awaitable;
import dev.fermata.Cancellation;
import dev.fermata.Case;
import dev.fermata.Coroutine;
import dev.fermata.LoopKind;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AsyncLockTest extends Program {

    private final AsyncLock lock = new AsyncLock();

    AsyncLockTest(LoopKind kind) {
        super(kind);
    }

    @Async
    private Coroutine<Void> locking(String name) {
        try (var held = Await.on(lock.acquire())) {
            events.add(name);
            Await.on(Tasks.sleep(seconds(1)));
        }
        return Coroutine.done();
    }

    @Test
    @Case("L1")
    void hands_over_in_the_order_of_arrival() {
        run(() -> {
            Await.on(lock.acquire());
            Task<Void> first = Tasks.start(locking("1"));
            Task<Void> second = Tasks.start(locking("2"));
            Await.on(settle());
            assertThat(lock.waiting()).isEqualTo(2);
            lock.release();
            assertThat(lock.isLocked()).as("handed over, not set free").isTrue();
            assertThat(lock.tryAcquire()).isFalse();
            Task<Void> late = Tasks.start(locking("3"));
            Await.on(Tasks.gather(List.of(first, second, late)));
            return Coroutine.done();
        });
        assertThat(events).containsExactly("1", "2", "3");
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    @Case("L3")
    void a_release_and_the_cancellation_of_the_first_waiter_wake_the_next() {
        run(() -> {
            Await.on(lock.acquire());
            Task<Void> first = Tasks.start(locking("first"));
            Task<Void> second = Tasks.start(locking("second"));
            Await.on(settle());
            first.cancel();
            lock.release();
            Await.on(second);
            assertThat(first.isCancelled()).isTrue();
            return Coroutine.done();
        });
        assertThat(events).containsExactly("second");
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    @Case({"L4", "L5"})
    void a_waiter_that_was_given_the_lock_and_then_cancelled_has_it_and_gives_it_back() {
        run(() -> {
            Await.on(lock.acquire());
            Task<Void> first = Tasks.start(locking("first"));
            Task<Void> second = Tasks.start(locking("second"));
            Await.on(settle());
            lock.release();
            first.cancel();
            Await.on(second);
            assertThat(first.isCancelled()).isTrue();
            return Coroutine.done();
        });
        assertThat(events).containsExactly("first", "second");
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    @Case("L4")
    void a_cancelled_waiter_takes_nothing() {
        run(() -> {
            Await.on(lock.acquire());
            Task<Void> waiter = Tasks.start(locking("waiter"));
            Await.on(settle());
            waiter.cancel();
            lock.release();
            assertThat(lock.isLocked()).isFalse();
            assertThat(lock.tryAcquire()).isTrue();
            Await.on(settle());
            return Coroutine.done();
        });
        assertThat(events).isEmpty();
    }

    @Test
    @Case("L7")
    void every_way_out_of_the_block_gives_the_lock_back() {
        run(() -> {
            for (int round = 0; round < 3; round++) {
                try (var held = Await.on(lock.acquire())) {
                    assertThat(lock.isLocked()).isTrue();
                    if (round == 0) {
                        continue;
                    }
                    if (round == 1) {
                        throw new IllegalArgumentException("out");
                    }
                    Await.on(Tasks.yieldNow());
                } catch (IllegalArgumentException expected) {
                    events.add(expected.getMessage());
                }
                assertThat(lock.isLocked()).isFalse();
            }
            return Coroutine.done();
        });
        assertThat(events).containsExactly("out");
        assertThat(Awaitable.class.isAssignableFrom(AsyncLock.class)).isFalse();
    }

    @Async
    private Coroutine<String> failing() {
        Await.on(Tasks.yieldNow());
        throw new IllegalArgumentException("failed");
    }

    @Test
    @Case("L7")
    void a_body_runs_with_the_lock_held() {
        run(() -> {
            String result = Await.on(lock.withLock(Tasks.sleep(seconds(1), "slept")));
            assertThat(result).isEqualTo("slept");
            assertThat(Await.on(lock.withLock(Coroutine.of("at once")))).isEqualTo("at once");
            assertThat(lock.isLocked()).isFalse();
            try {
                Await.on(lock.withLock(failing()));
            } catch (IllegalArgumentException failure) {
                events.add(failure.getMessage());
            }
            assertThat(lock.isLocked()).isFalse();
            Task<String> cancelled = Tasks.start(lock.withLock(Tasks.sleep(seconds(1), "x")));
            Await.on(settle());
            assertThat(lock.isLocked()).isTrue();
            cancelled.cancel();
            Await.on(settle());
            assertThat(cancelled.isCancelled()).isTrue();
            assertThat(lock.isLocked()).isFalse();
            return Coroutine.done();
        });
        assertThat(events).containsExactly("failed");
    }

    @Test
    void a_body_waits_for_the_lock() {
        run(() -> {
            Held held = Await.on(lock.acquire());
            Task<String> waiting = Tasks.start(lock.withLock(Coroutine.of("x")));
            Await.on(settle());
            assertThat(waiting.isDone()).isFalse();
            held.close();
            held.close();
            assertThat(Await.on(waiting)).isEqualTo("x");
            assertThat(lock.isLocked()).isFalse();
            return Coroutine.done();
        });
    }

    @Test
    @Case("L8")
    void a_task_of_another_loop_that_has_to_wait_fails() {
        run(() -> {
            Await.on(lock.acquire());
            Task<Void> waiting = Tasks.start(locking("here"));
            Await.on(settle());
            lock.release();
            Await.on(waiting);
            return Coroutine.done();
        });
        run(() -> {
            Await.on(lock.acquire());
            Task<Void> waiting = Tasks.start(locking("there"));
            Await.on(settle());
            assertThat(waiting.exception())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("different event loop");
            lock.release();
            return Coroutine.done();
        });
        assertThat(events).containsExactly("here");
    }

    @Test
    @Case("L8")
    void use_on_another_thread_is_refused() {
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        run(() -> {
            Await.on(lock.acquire());
            Task<Void> waiting = Tasks.start(locking("x"));
            Await.on(settle());
            Await.on(Tasks.toThread(() -> {
                try {
                    lock.release();
                } catch (IllegalStateException e) {
                    refusal.set(e);
                }
                return null;
            }));
            lock.release();
            Await.on(waiting);
            return Coroutine.done();
        });
        assertThat(refusal.get()).hasMessageContaining("loop.execute");
    }

    @Test
    void releasing_a_free_lock_is_an_error() {
        assertThatThrownBy(lock::release).isInstanceOf(IllegalStateException.class);
        assertThat(lock.tryAcquire()).isTrue();
        lock.release();
        assertThatThrownBy(lock::release).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothing_happens_before_the_await() {
        lock.acquire();
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void a_cancelled_task_takes_a_free_lock_and_is_interrupted_when_it_has_to_wait() {
        run(() -> {
            Task<Void> task = start(() -> {
                Tasks.current().cancel("why");
                Await.on(lock.acquire());
                events.add("has it");
                try {
                    Await.on(lock.acquire());
                } catch (Cancellation cancellation) {
                    events.add(cancellation.getMessage());
                    lock.release();
                    throw cancellation;
                }
                return Coroutine.done();
            });
            Await.on(settle());
            assertThat(task.isCancelled()).isTrue();
            assertThatThrownBy(task::result).isInstanceOf(CancellationException.class);
            return Coroutine.done();
        });
        assertThat(events).containsExactly("has it", "why");
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void many_who_leave_leave_nothing_behind() {
        run(() -> {
            Await.on(lock.acquire());
            List<Task<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                tasks.add(Tasks.start(locking("" + i)));
            }
            Await.on(settle());
            for (int i = 999; i >= 0; i--) {
                if (i % 100 != 0) {
                    tasks.get(i).cancel();
                }
            }
            assertThat(lock.waiting()).isEqualTo(10);
            lock.release();
            Await.on(tasks.get(900));
            return Coroutine.done();
        });
        assertThat(events).containsExactly("0", "100", "200", "300", "400", "500", "600", "700", "800", "900");
    }

    @Test
    void tells_its_state() {
        assertThat(lock).hasToString("AsyncLock[free, waiting 0]");
        run(() -> {
            Held held = Await.on(lock.acquire());
            Task<Void> waiting = Tasks.start(locking("x"));
            Await.on(settle());
            assertThat(lock).hasToString("AsyncLock[locked, waiting 1]");
            assertThat(waiting.toString()).contains("awaiting AsyncLock[locked, waiting 1]");
            held.close();
            assertThat(held).hasToString("Held[given back]");
            Await.on(waiting);
            return Coroutine.done();
        });
    }
}
