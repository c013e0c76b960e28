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
import java.util.List;
import org.junit.jupiter.api.Test;

class AsyncSemaphoreTest extends Program {

    AsyncSemaphoreTest(LoopKind kind) {
        super(kind);
    }

    @Async
    private Coroutine<Void> twice(AsyncSemaphore semaphore, String name) {
        for (int round = 1; round <= 2; round++) {
            try (var permit = Await.on(semaphore.acquire())) {
                events.add(name + "_" + round);
                Await.on(Tasks.sleep(seconds(1)));
            }
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> taking(AsyncSemaphore semaphore, String name) {
        Await.on(semaphore.acquire());
        events.add(name);
        return Coroutine.done();
    }

    @Test
    @Case("P1")
    void the_number_of_permits_is_not_negative() {
        assertThatThrownBy(() -> new AsyncSemaphore(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AsyncSemaphore.bounded(-1)).isInstanceOf(IllegalArgumentException.class);
        AsyncSemaphore none = new AsyncSemaphore(0);
        assertThat(none.tryAcquire()).isFalse();
        none.release();
        assertThat(none.tryAcquire()).isTrue();
    }

    @Test
    @Case("P5")
    void a_cancellation_before_the_release_leaves_the_permit() {
        AsyncSemaphore semaphore = new AsyncSemaphore(0);
        run(() -> {
            Task<Void> first = Tasks.start(taking(semaphore, "1"));
            Task<Void> second = Tasks.start(taking(semaphore, "2"));
            Await.on(settle());
            first.cancel();
            semaphore.release();
            Await.on(second);
            assertThat(first.isCancelled()).isTrue();
            return Coroutine.done();
        });
        assertThat(events).containsExactly("2");
    }

    @Test
    @Case("P5")
    void a_cancellation_after_the_release_comes_too_late() {
        AsyncSemaphore semaphore = new AsyncSemaphore(0);
        run(() -> {
            Task<Void> first = Tasks.start(taking(semaphore, "1"));
            Task<Void> second = Tasks.start(taking(semaphore, "2"));
            Await.on(settle());
            semaphore.release();
            first.cancel();
            Await.on(settle());
            assertThat(first.isCancelled()).isFalse();
            semaphore.release();
            Await.on(second);
            return Coroutine.done();
        });
        assertThat(events).containsExactly("1", "2");
    }

    @Test
    @Case("P6")
    void nobody_overtakes() {
        AsyncSemaphore semaphore = new AsyncSemaphore(1);
        run(() -> {
            Await.on(Tasks.gather(List.of(twice(semaphore, "c1"), twice(semaphore, "c2"), twice(semaphore, "c3"))));
            return Coroutine.done();
        });
        assertThat(events).containsExactly("c1_1", "c2_1", "c3_1", "c1_2", "c2_2", "c3_2");
        assertThat(semaphore.available()).isEqualTo(1);
    }

    @Test
    @Case("P7")
    void who_acquires_again_queues_behind_those_who_wait() {
        AsyncSemaphore semaphore = new AsyncSemaphore(1);
        run(() -> {
            Await.on(semaphore.acquire());
            Task<Void> first = Tasks.start(taking(semaphore, "1"));
            Task<Void> cancelled = Tasks.start(taking(semaphore, "cancelled"));
            Tasks.start(taking(semaphore, "2"));
            Await.on(settle());
            semaphore.release();
            Task<Void> again = Tasks.start(taking(semaphore, "3"));
            Await.on(first);
            cancelled.cancel();
            Await.on(settle());
            assertThat(semaphore).hasToString("AsyncSemaphore[available 0, waiting 2]");
            semaphore.release();
            semaphore.release();
            Await.on(again);
            return Coroutine.done();
        });
        assertThat(events).containsExactly("1", "2", "3");
        assertThat(semaphore.available()).isZero();
    }

    @Test
    void a_bounded_one_refuses_a_release_too_many() {
        AsyncSemaphore semaphore = AsyncSemaphore.bounded(1);
        assertThatThrownBy(semaphore::release).isInstanceOf(IllegalStateException.class);
        assertThat(semaphore.tryAcquire()).isTrue();
        semaphore.release();
        assertThatThrownBy(semaphore::release).isInstanceOf(IllegalStateException.class);
        assertThat(semaphore.available()).isEqualTo(1);
    }

    @Test
    void a_body_runs_with_a_permit() {
        AsyncSemaphore semaphore = new AsyncSemaphore(2);
        run(() -> {
            Task<String> task = Tasks.start(semaphore.withPermit(Tasks.sleep(seconds(1), "x")));
            Await.on(settle());
            assertThat(semaphore.available()).isEqualTo(1);
            assertThat(Await.on(task)).isEqualTo("x");
            assertThat(semaphore.available()).isEqualTo(2);
            return Coroutine.done();
        });
    }
}
