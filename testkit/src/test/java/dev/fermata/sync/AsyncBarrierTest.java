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
import java.util.concurrent.BrokenBarrierException;
import org.junit.jupiter.api.Test;

class AsyncBarrierTest extends Program {

    private final AsyncBarrier barrier = new AsyncBarrier(3);

    AsyncBarrierTest(LoopKind kind) {
        super(kind);
    }

    @Async
    private Coroutine<Integer> arriving() {
        return Coroutine.of(Await.on(barrier.await()));
    }

    private Task<Integer> arrive() {
        return Tasks.start(arriving());
    }

    @Test
    @Case("B1")
    void lets_all_through_together_again_and_again() {
        run(() -> {
            for (int round = 0; round < 3; round++) {
                Task<Integer> first = arrive();
                Task<Integer> second = arrive();
                Await.on(settle());
                assertThat(barrier).hasToString("AsyncBarrier[waiting 2 of 3]");
                assertThat(first.isDone()).isFalse();
                Task<Integer> third = arrive();
                assertThat(Await.on(Tasks.gather(List.of(first, second, third))))
                        .containsExactly(0, 1, 2);
                assertThat(barrier.waiting()).isZero();
            }
            return Coroutine.done();
        });
    }

    @Test
    @Case("B1")
    void one_party_never_waits() {
        AsyncBarrier single = new AsyncBarrier(1);
        run(() -> {
            assertThat(Await.on(single.await())).isZero();
            assertThat(Await.on(single.await())).isZero();
            return Coroutine.done();
        });
        assertThatThrownBy(() -> new AsyncBarrier(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Case("B2")
    void who_arrives_while_the_others_leave_waits_for_the_next_time() {
        run(() -> {
            Task<Integer> first = arrive();
            Task<Integer> second = arrive();
            Await.on(settle());
            assertThat(Await.on(barrier.await())).isEqualTo(2);
            assertThat(first.isDone())
                    .as("let through, and its turn is still to come")
                    .isFalse();
            Task<Integer> early = start(() -> {
                Await.on(Tasks.yieldNow());
                return Coroutine.of(Await.on(barrier.await()));
            });
            Await.on(settle());
            assertThat(first.result()).isZero();
            assertThat(second.result()).isEqualTo(1);
            assertThat(early.isDone()).isFalse();
            assertThat(barrier.waiting()).isEqualTo(1);
            arrive();
            Await.on(barrier.await());
            assertThat(Await.on(early)).isZero();
            return Coroutine.done();
        });
    }

    @Test
    @Case("B3")
    void a_cancelled_task_is_as_if_it_had_not_arrived() {
        run(() -> {
            Task<Integer> first = arrive();
            Task<Integer> second = arrive();
            Await.on(settle());
            first.cancel();
            assertThat(barrier.waiting()).isEqualTo(1);
            Task<Integer> third = arrive();
            Await.on(settle());
            assertThat(second.isDone()).isFalse();
            assertThat(barrier.isBroken()).isFalse();
            assertThat(Await.on(barrier.await())).isEqualTo(2);
            assertThat(Await.on(second)).isZero();
            assertThat(Await.on(third)).isEqualTo(1);
            return Coroutine.done();
        });
    }

    @Test
    @Case("B4")
    void a_reset_breaks_those_who_wait_and_nobody_else() {
        run(() -> {
            Task<Integer> first = arrive();
            Task<Integer> second = arrive();
            Await.on(settle());
            barrier.reset();
            Await.on(settle());
            assertThat(first.exception()).isInstanceOf(BrokenBarrierException.class);
            assertThat(second.exception())
                    .isInstanceOf(BrokenBarrierException.class)
                    .isNotSameAs(first.exception());
            assertThat(barrier.isBroken()).isFalse();

            Task<Integer> third = arrive();
            Task<Integer> fourth = arrive();
            Await.on(settle());
            Await.on(barrier.await());
            barrier.reset();
            assertThat(Await.on(third)).isZero();
            assertThat(Await.on(fourth)).isEqualTo(1);
            return Coroutine.done();
        });
    }

    @Test
    @Case("B5")
    void an_aborted_barrier_is_broken_until_reset() {
        run(() -> {
            Task<Integer> waiting = arrive();
            Await.on(settle());
            barrier.abort();
            assertThat(barrier).hasToString("AsyncBarrier[broken, waiting 0 of 3]");
            try {
                Await.on(barrier.await(), BrokenBarrierException.class);
            } catch (BrokenBarrierException broken) {
                events.add(broken.getMessage());
            }
            Await.on(settle());
            assertThat(waiting.exception()).isInstanceOf(BrokenBarrierException.class);
            barrier.reset();
            arrive();
            arrive();
            Await.on(settle());
            assertThat(Await.on(barrier.await())).isEqualTo(2);
            return Coroutine.done();
        });
        assertThat(events).containsExactly("the barrier was aborted");
    }
}
