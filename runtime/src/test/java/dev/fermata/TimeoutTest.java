package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TimeoutTest extends RuntimeContract {

    private final Promise<String> promise = new Promise<>(loop);

    TimeoutTest(LoopKind kind) {
        super(kind);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    /** Awaits {@code target} and logs how that ended. */
    private <T> Coroutine<T> logging(String name, Awaitable<T> target) {
        return Script.of((point, last) -> {
            if (point == 0) {
                return Script.await(target);
            }
            try {
                Object value = last.get();
                virtual.log(name + " " + value);
                return value;
            } catch (Throwable failure) {
                virtual.log(name + " " + failure.getClass().getSimpleName());
                throw failure;
            }
        });
    }

    @Test
    @Case({"O1", "O9"})
    void expiry_throws_a_timeout_caused_by_the_cancellation() {
        Coroutine<String> body = Script.of((point, last) -> {
            if (point == 0) {
                return Script.await(Tasks.withTimeout(seconds(2), Script.awaiting(promise)));
            }
            assertThatThrownBy(last::get).isInstanceOf(TimeoutException.class).hasCauseInstanceOf(Cancellation.class);
            assertThat(Tasks.current().cancelling()).isZero();
            return "not cancelled";
        });
        assertThat(virtual.run(body)).isEqualTo("not cancelled");
        assertThat(loop.time()).isEqualTo(seconds(2).toNanos());
    }

    @Test
    @Case("O3")
    void of_equal_deadlines_the_outermost_throws() {
        Coroutine<String> inner = logging("inner", Tasks.withTimeout(seconds(1), logging("body", promise)));
        Coroutine<String> outer = logging("outer", Tasks.withTimeout(seconds(1), inner));
        assertThatThrownBy(() -> virtual.run(outer)).isInstanceOf(TimeoutException.class);
        assertThat(virtual.events).containsExactly("body Cancellation", "inner Cancellation", "outer TimeoutException");
    }

    @Test
    @Case("O4")
    void a_timeout_that_does_not_fire_leaves_no_timer() {
        Coroutine<Integer> body = Tasks.withTimeout(seconds(100), Tasks.sleep(seconds(1), 5));
        assertThat(virtual.run(body)).isEqualTo(5);
        exhaustTimers();
        assertThat(loop.time()).isEqualTo(seconds(1).toNanos());
    }

    @Test
    @Case("O5")
    void zero_and_less_fire_at_the_first_suspension_even_at_a_yield() {
        for (int limit : new int[] {0, -1}) {
            Coroutine<String> body = Script.of((point, last) -> {
                virtual.log("point " + point);
                last.get();
                return Script.await(Tasks.yieldNow());
            });
            assertThatThrownBy(() -> virtual.run(Tasks.withTimeout(seconds(limit), body)))
                    .isInstanceOf(TimeoutException.class);
        }
        assertThat(virtual.events).containsExactly("point 0", "point 1", "point 0", "point 1");
        assertThat(virtual.run(Tasks.withTimeout(seconds(0), Script.returning(() -> "no suspension"))))
                .isEqualTo("no suspension");
    }

    @Test
    @Case("O7")
    void another_exception_during_expiry_passes_with_the_timeout_suppressed() {
        IOException failure = new IOException();
        Coroutine<String> body = Script.of((point, last) -> {
            if (point == 0) {
                return Script.await(promise);
            }
            throw failure;
        });
        assertThatThrownBy(() -> virtual.run(Tasks.withTimeout(seconds(1), body)))
                .isSameAs(failure);
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0]).isInstanceOf(TimeoutException.class);
    }

    @Test
    @Case({"O8", "O21"})
    void a_cancellation_from_outside_stays_a_cancellation() {
        Task<String> task = Tasks.startOn(loop, Tasks.withTimeout(seconds(10), Script.awaiting(promise)));
        virtual.runReady();
        task.cancel();
        virtual.runReady();
        assertThat(task.isCancelled()).isTrue();
        assertThat(promise.isCancelled()).isTrue();
    }

    @Test
    @Case("O10")
    void an_inner_timeout_comes_first_when_the_loop_was_busy_past_both() {
        Coroutine<String> busy = Script.of((point, last) -> {
            if (point == 0) {
                virtual.pass(seconds(20));
                return Script.await(Tasks.sleep(seconds(100)));
            }
            return last.get();
        });
        Coroutine<String> body = Script.of((point, last) -> switch (point) {
            case 0 -> Script.await(Tasks.withTimeout(seconds(1), busy));
            case 1 -> {
                assertThatThrownBy(last::get).isInstanceOf(TimeoutException.class);
                virtual.log("inner timeout");
                yield Script.await(Tasks.sleep(seconds(100)));
            }
            default -> last.get();
        });
        assertThatThrownBy(() -> virtual.run(Tasks.withTimeout(seconds(10), body)))
                .isInstanceOf(TimeoutException.class);
        assertThat(virtual.events).containsExactly("inner timeout");
        assertThat(loop.time()).isEqualTo(seconds(20).toNanos());
    }

    @Test
    @Case("O13")
    void a_timeout_works_while_a_timed_out_block_cleans_up() {
        Coroutine<String> body = Script.of((point, last) -> switch (point) {
            case 0 -> Script.await(promise);
            case 1 -> Script.await(Tasks.withTimeout(seconds(1), Tasks.sleep(seconds(50))));
            default -> {
                virtual.log("" + loop.time() / seconds(1).toNanos());
                yield last.get();
            }
        });
        assertThatThrownBy(() -> virtual.run(Tasks.withTimeout(seconds(2), body)))
                .isInstanceOf(TimeoutException.class);
        assertThat(virtual.events).containsExactly("3");
    }

    @Test
    @Case("O16")
    void an_awaited_task_is_cancelled_and_has_ended_before_the_timeout_is_thrown() {
        Task<String> slow = Tasks.startOn(loop, Script.of((point, last) -> {
            if (point == 0) {
                return Script.await(promise);
            }
            virtual.log(point == 1 ? "interrupted" : "ended");
            return point == 1 ? Script.await(Tasks.sleep(seconds(5))) : throwCancellation();
        }));
        virtual.runReady();
        assertThatThrownBy(() -> virtual.run(Tasks.withTimeout(seconds(0), slow)))
                .isInstanceOf(TimeoutException.class);
        assertThat(virtual.events).containsExactly("interrupted", "ended");
    }

    private static Object throwCancellation() {
        throw new CancellationException();
    }

    @Test
    @Case("O19")
    void a_task_that_swallows_the_cancellation_has_its_value_returned() {
        Task<String> stubborn = Tasks.startOn(loop, Script.of((point, last) -> {
            if (point == 0) {
                return Script.await(promise);
            }
            return "value";
        }));
        assertThat(virtual.run(Tasks.withTimeout(seconds(1), stubborn))).isEqualTo("value");
    }

    @Test
    @Case("O22")
    void a_cancellation_in_the_cycle_of_the_completion_is_not_lost() {
        Promise<String> next = new Promise<>(loop);
        Task<String> task = Tasks.startOn(loop, Script.of((point, last) -> switch (point) {
            case 0 -> Script.await(Tasks.withTimeout(seconds(10), promise));
            case 1 -> Script.await(next);
            default -> last.get();
        }));
        virtual.runReady();
        promise.complete("x");
        task.cancel();
        virtual.runReady();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void move_on_returns_null_when_time_is_up() {
        assertThat(virtual.run(Tasks.moveOnAfter(seconds(1), promise))).isNull();
        assertThat(virtual.run(Tasks.moveOnAfter(seconds(1), Coroutine.of("x"))))
                .isEqualTo("x");
    }
}
