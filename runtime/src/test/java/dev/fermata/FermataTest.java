package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FermataTest {

    @Test
    @Case("R1")
    void gives_the_result_or_throws_the_original_failure() {
        assertThat(Fermata.<Integer>run(Script.returning(() -> 42))).isEqualTo(42);
        IOException failure = new IOException();
        assertThatThrownBy(() -> Fermata.run(Script.returning(() -> {
                    throw failure;
                })))
                .isSameAs(failure);
    }

    @Test
    @Case("R2")
    void takes_any_awaitable() {
        assertThat(Fermata.<Integer>run(waiter -> waiter.complete(1))).isEqualTo(1);
        assertThat(Fermata.<Integer>run(Coroutine.of(2))).isEqualTo(2);
        assertThat(Fermata.<Object>run(Tasks.yieldNow())).isNull();
    }

    @Test
    void a_cancelled_main_throws_a_cancellation_exception() {
        assertThatThrownBy(() -> Fermata.run(Script.of((point, last) -> {
                    if (point == 0) {
                        Tasks.current().cancel("why");
                        return Script.await(Tasks.yieldNow());
                    }
                    return last.get();
                })))
                .isInstanceOf(CancellationException.class)
                .hasMessage("why");
    }

    @Test
    @Case({"R4", "R5"})
    void tasks_left_over_are_cancelled_and_awaited_and_their_failures_reported() {
        List<ErrorContext> reported = new ArrayList<>();
        List<String> events = new ArrayList<>();
        IOException failure = new IOException();
        RunOptions options =
                RunOptions.defaults().withName("main").withExceptionHandler((loop, context) -> reported.add(context));
        String result = Fermata.run(
                Script.of((point, last) -> {
                    if (point == 0) {
                        Tasks.start(Script.of((inPoint, inLast) -> switch (inPoint) {
                            case 0 -> Script.await(Tasks.sleep(Duration.ofDays(1)));
                            case 1 -> Script.await(Tasks.yieldNow());
                            default -> {
                                events.add("cleaned up");
                                throw failure;
                            }
                        }));
                        return Script.await(Tasks.yieldNow());
                    }
                    return Tasks.current().name();
                }),
                options);
        assertThat(result).isEqualTo("main");
        assertThat(events).containsExactly("cleaned up");
        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).exception()).isSameAs(failure);
        assertThat(reported.get(0).message()).contains("shutdown");
    }

    @Test
    @Case("R8")
    void uses_the_given_loop_and_closes_it() {
        VirtualLoop virtual = new VirtualLoop();
        Coroutine<Object> body = Script.awaiting(Tasks.sleep(Duration.ofDays(365), "slept"));
        assertThat(Fermata.<Object>run(body, RunOptions.defaults().withLoop(() -> virtual.loop)))
                .isEqualTo("slept");
        assertThat(virtual.loop.isClosed()).isTrue();
    }

    @Test
    void refuses_to_block_a_running_loop() {
        Coroutine<String> inner = Script.returning(() -> "x");
        Coroutine<String> body = Script.returning(() -> {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Fermata.run(inner))
                    .withMessageContaining("await");
            return "refused";
        });
        assertThat(Fermata.<String>run(body)).isEqualTo("refused");
    }

    @Test
    void an_interrupt_of_the_thread_cancels_main() {
        assertThatThrownBy(() -> Fermata.run(Script.of((point, last) -> {
                    if (point == 0) {
                        Thread.currentThread().interrupt();
                        return Script.await(Tasks.sleep(Duration.ofDays(1)));
                    }
                    return last.get();
                })))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @Case({"TH6", "TH7"})
    void to_thread_gives_the_value_or_the_failure_of_the_work() {
        Thread here = Thread.currentThread();
        assertThat(Fermata.<Thread>run(Tasks.toThread(Thread::currentThread))).isNotSameAs(here);
        IOException failure = new IOException();
        assertThatThrownBy(() -> Fermata.run(Tasks.toThread(() -> {
                    throw failure;
                })))
                .isSameAs(failure);
    }

    @Test
    @Case("TH7")
    void works_on_threads_run_concurrently() {
        CountDownLatch both = new CountDownLatch(2);
        Coroutine<List<Integer>> body = Script.of((point, last) -> point == 0
                ? Script.await(Tasks.gather(Tasks.toThread(() -> meet(both, 1)), Tasks.toThread(() -> meet(both, 2))))
                : last.get());
        assertThat(Fermata.<List<Integer>>run(body)).containsExactly(1, 2);
    }

    private static int meet(CountDownLatch latch, int result) throws InterruptedException {
        latch.countDown();
        latch.await();
        return result;
    }

    @Test
    void cancelling_interrupts_the_thread_and_waits_for_the_work() {
        CountDownLatch begun = new CountDownLatch(1);
        List<String> events = new ArrayList<>();
        Coroutine<Object> body = Script.of((point, last) -> {
            if (point == 0) {
                Task<?> task = Tasks.start(Tasks.toThread(() -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                        return "never";
                    } finally {
                        events.add("work ended");
                    }
                }));
                Tasks.background(Script.of((p, l) -> {
                    if (p == 0) {
                        return Script.await(Tasks.toThread(() -> meetOnly(begun)));
                    }
                    task.cancel();
                    return null;
                }));
                return Script.await(task);
            }
            return last.get();
        });
        assertThatThrownBy(() -> Fermata.run(body)).isInstanceOf(CancellationException.class);
        assertThat(events).containsExactly("work ended");
    }

    private static boolean meetOnly(CountDownLatch latch) throws InterruptedException {
        latch.await();
        return true;
    }

    @Test
    @Case("R12")
    void shutting_the_executor_down_waits_for_a_limited_time() {
        EventLoop loop = EventLoop.create();
        List<ErrorContext> reported = new ArrayList<>();
        loop.setExceptionHandler((where, context) -> reported.add(context));
        CountDownLatch release = new CountDownLatch(1);
        loop.executor().submit(() -> meetOnly(release));
        loop.shutdownExecutor(Duration.ofMillis(1));
        assertThat(reported).hasSize(1);
        release.countDown();
    }

    @Test
    @Case("R13")
    void no_work_is_accepted_after_the_executor_was_shut_down() {
        EventLoop loop = EventLoop.create();
        loop.shutdownExecutor(Duration.ZERO);
        assertThatIllegalStateException().isThrownBy(loop::executor);
    }
}
