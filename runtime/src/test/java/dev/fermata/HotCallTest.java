package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.loop.EventLoop;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class HotCallTest {

    private final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop;
    private final CompletableFuture<String> source = new CompletableFuture<>();

    private CompletableFuture<String> waiting() {
        return HotCalls.future((point, last) -> point == 0 ? Script.await(source) : "got " + last.get());
    }

    @Test
    void a_call_that_does_not_suspend_is_done_at_once() {
        assertThat(HotCalls.<Integer>future((point, last) -> 42)).isCompletedWithValue(42);
        assertThat(HotCalls.<Integer>task((point, last) -> 42).result()).isEqualTo(42);
    }

    @Test
    void a_call_leaves_no_task_in_the_thread_though_a_hosted_loop_came_to_it_meanwhile() {
        VirtualLoop hosted = LoopKind.HOSTED.open();
        HotCalls.<Void>future((point, last) -> hosted.run(Tasks.yieldNow()));
        hosted.loop.close();
        assertThatThrownBy(Tasks::current).hasMessageContaining("not inside a task");
    }

    @Test
    void a_failure_is_in_the_future_as_the_original_object() {
        IOException failure = new IOException();
        CompletableFuture<String> at_once = HotCalls.future((point, last) -> {
            throw failure;
        });
        assertThatThrownBy(at_once::join)
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);
        CompletableFuture<String> later = waiting();
        source.completeExceptionally(failure);
        assertThatThrownBy(later::join).isInstanceOf(CompletionException.class).hasCause(failure);
    }

    @Test
    void outside_a_loop_it_goes_on_where_the_awaited_future_is_completed() {
        CompletableFuture<Thread> resumedOn =
                HotCalls.future((point, last) -> point == 0 ? Script.await(source) : Thread.currentThread());
        assertThat(resumedOn).isNotDone();
        Thread other = new Thread(() -> source.complete("x"));
        other.start();
        assertThat(resumedOn.join()).isSameAs(other);
    }

    @Test
    void outside_a_loop_cancelling_the_future_cancels_what_is_awaited() {
        List<String> events = new ArrayList<>();
        CompletableFuture<String> future = HotCalls.future((point, last) -> {
            if (point == 0) {
                return Script.await(source);
            }
            try {
                return last.get();
            } catch (Cancellation cancellation) {
                events.add("interrupted");
                throw cancellation;
            }
        });
        assertThat(future.cancel(true)).isTrue();
        assertThat(source).isCancelled();
        assertThat(future).isCancelled();
        assertThat(events).containsExactly("interrupted");
    }

    @Test
    void inside_a_loop_it_runs_at_once_and_goes_on_by_the_loop() {
        Coroutine<String> main = Script.of((point, last) -> {
            if (point == 0) {
                Task<?> caller = Tasks.current();
                Task<String> hot = HotCalls.task((inPoint, inLast) -> {
                    assertThat(Tasks.current()).isNotSameAs(caller);
                    virtual.log("hot " + inPoint);
                    return inPoint == 0 ? Script.await(Tasks.yieldNow()) : "x";
                });
                assertThat(Tasks.current()).isSameAs(caller);
                assertThat(hot.loop()).isSameAs(loop);
                virtual.log("called");
                return Script.await(hot);
            }
            return last.get();
        });
        assertThat(virtual.run(main)).isEqualTo("x");
        assertThat(virtual.events).containsExactly("hot 0", "called", "hot 1");
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @Test
    void inside_a_loop_a_suspended_call_can_be_cancelled() {
        Coroutine<Task<String>> main = Script.of((point, last) ->
                HotCalls.<String>task((inPoint, inLast) -> inPoint == 0 ? Script.await(source) : inLast.get()));
        Task<String> hot = virtual.run(main);
        assertThat(Tasks.all(loop)).containsExactly(hot);
        hot.cancel("why");
        virtual.runReady();
        assertThat(hot.outcome()).isEqualTo(new Outcome.Cancelled<>("why"));
    }

    @Test
    void awaiting_its_future_awaits_the_task() {
        Coroutine<Object> main = Script.of((point, last) -> {
            if (point == 0) {
                return Script.await(waiting());
            }
            return last.get();
        });
        Task<Object> task = Tasks.startOn(loop, main);
        virtual.runReady();
        task.cancel();
        virtual.runReady();
        assertThat(source).isCancelled();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void blocking_on_its_future_in_the_loop_throws() {
        Coroutine<String> main = Script.of((point, last) -> {
            assertThatIllegalStateException().isThrownBy(() -> waiting().join());
            return "refused";
        });
        assertThat(virtual.run(main)).isEqualTo("refused");
    }

    @Test
    void a_long_chain_of_calls_outside_a_loop_does_not_grow_the_stack() {
        CompletableFuture<?> last = source;
        for (int i = 0; i < 100_000; i++) {
            CompletableFuture<?> before = last;
            last = HotCalls.future((point, value) -> point == 0 ? Script.await(before) : value.get());
        }
        source.complete("x");
        assertThat(last.join()).isEqualTo("x");
    }

    @Test
    void many_calls_race_with_the_completion_of_what_they_await() throws InterruptedException {
        for (int round = 0; round < 2_000; round++) {
            CompletableFuture<Integer> first = new CompletableFuture<>();
            CompletableFuture<Integer> second = new CompletableFuture<>();
            Thread other = new Thread(() -> {
                first.complete(1);
                second.complete(2);
            });
            other.start();
            CompletableFuture<Integer> sum = HotCalls.future(new Script.Body() {
                private int firstValue;

                @Override
                public Object at(int point, Script.Last last) throws Throwable {
                    if (point == 0) {
                        return Script.await(first);
                    }
                    if (point == 1) {
                        firstValue = (int) last.get();
                        return Script.await(second);
                    }
                    return firstValue + (int) last.get();
                }
            });
            assertThat(sum.join()).isEqualTo(3);
            other.join();
        }
    }

    @Test
    void a_cancellation_races_with_a_completion() throws InterruptedException {
        for (int round = 0; round < 2_000; round++) {
            CompletableFuture<String> awaited = new CompletableFuture<>();
            Task<String> task = HotCalls.task((point, last) -> point == 0 ? Script.await(awaited) : last.get());
            Thread other = new Thread(() -> awaited.complete("x"));
            other.start();
            task.cancel();
            other.join();
            assertThat(task.isDone()).isTrue();
            if (!task.isCancelled()) {
                assertThat(task.result()).isEqualTo("x");
            }
        }
    }

    @Test
    void a_task_without_a_loop_can_be_awaited_by_a_loop() {
        Task<String> detached = HotCalls.task((point, last) -> point == 0 ? Script.await(source) : last.get());
        assertThat(detached.loop()).isNull();
        Task<String> task = Tasks.startOn(loop, Script.awaiting(detached));
        virtual.runReady();
        source.complete("x");
        virtual.runReady();
        assertThat(task.result()).isEqualTo("x");
    }

    @Test
    void a_task_without_a_loop_that_ends_on_another_thread_ends_a_wait_for_several() {
        Task<String> detached = HotCalls.task((point, last) -> point == 0 ? Script.await(source) : last.get());
        Promise<String> never = new Promise<>(loop);
        Task<WaitResult<String>> task = Tasks.startOn(
                loop, Script.awaiting(Tasks.waitUntil(ReturnWhen.FIRST_COMPLETED, List.of(detached, never))));
        virtual.runReady();
        CompletableFuture.runAsync(() -> source.complete("x")).join();
        virtual.runReady();
        assertThat(task.result().done()).containsExactly(detached);
    }

    @Test
    void the_end_of_a_task_without_a_loop_counts_on_the_thread_of_those_who_gather_it() {
        Task<String> detached = HotCalls.task((point, last) -> point == 0 ? Script.await(source) : last.get());
        Promise<List<String>> gathering = Tasks.gather(List.of(detached, new Promise<String>(loop)));
        IOException failure = new IOException("x");
        CompletableFuture.runAsync(() -> source.completeExceptionally(failure)).join();
        assertThat(gathering.isDone()).isFalse();
        virtual.runReady();
        assertThat(gathering.exception()).isSameAs(failure);
    }

    private WeakReference<?> timedOutside() {
        Coroutine<String> timed =
                Tasks.withTimeout(Duration.ofDays(1), Script.awaiting(Tasks.sleep(Duration.ZERO, "x")));
        assertThat(HotCalls.<String>future((point, last) -> point == 0 ? Script.await(timed) : last.get()))
                .succeedsWithin(Duration.ofMinutes(1))
                .isEqualTo("x");
        return new WeakReference<>(timed);
    }

    @Test
    void a_timeout_outside_of_any_loop_that_was_not_needed_leaves_nothing_behind() {
        WeakReference<?> timed = timedOutside();
        for (int i = 0; i < 1_000 && timed.get() != null; i++) {
            System.gc();
        }
        assertThat(timed.get()).isNull();
    }

    @Test
    void a_cancelled_call_gives_a_cancelled_future() {
        CompletableFuture<String> future = HotCalls.future((point, last) -> {
            if (point == 0) {
                Tasks.current().cancel();
                return Script.await(source);
            }
            return last.get();
        });
        assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
    }
}
