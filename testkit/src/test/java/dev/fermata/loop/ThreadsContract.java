package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Cancellation;
import dev.fermata.Case;
import dev.fermata.Coroutine;
import dev.fermata.LoopPortal;
import dev.fermata.Promise;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What every event loop has to do for other threads, and they for it. */
abstract class ThreadsContract extends EventLoopContract {

    @Async
    private Coroutine<String> slowly(String value) {
        Await.on(Tasks.sleep(Duration.ofMillis(1)));
        assertThat(loop.isOwnThread()).isTrue();
        return Coroutine.of(value);
    }

    @Async
    private Coroutine<String> failing(Exception failure) throws Exception {
        Await.on(Tasks.yieldNow());
        throw failure;
    }

    @Async
    private Coroutine<String> untilCancelled() {
        try {
            Await.on(Tasks.sleep(Duration.ofDays(1)));
            return Coroutine.of("never");
        } catch (Cancellation cancellation) {
            log("cancelled: " + cancellation.getMessage());
            throw cancellation;
        }
    }

    /** Runs {@code work} on another thread while the loop runs. */
    private <T> T meanwhile(Callable<T> work) {
        return run(Tasks.toThread(work));
    }

    // Submitting.

    @Test
    @Case("TH4")
    void other_threads_submit_coroutines_and_wait_for_them() {
        List<Coroutine<List<String>>> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            callers.add(submitting("" + i));
        }
        List<List<String>> results = run(all(callers));
        assertThat(results).containsExactly(twenty("0"), twenty("1"), twenty("2"), twenty("3"));
    }

    @Async
    private Coroutine<List<List<String>>> all(List<Coroutine<List<String>>> callers) {
        return Coroutine.of(Await.on(Tasks.gather(callers)));
    }

    private static List<String> twenty(String value) {
        return java.util.Collections.nCopies(20, value);
    }

    @Async
    private Coroutine<List<String>> submitting(String value) {
        return Coroutine.of(Await.on(Tasks.toThread(() -> {
            List<String> results = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                results.add(loop.submit(slowly(value)).join());
            }
            return results;
        })));
    }

    @Test
    @Case("TH4")
    void a_failure_reaches_the_thread_that_waits_as_the_original_object() {
        IOException failure = new IOException();
        assertThatThrownBy(() -> meanwhile(() -> loop.submit(failing(failure)).join()))
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);
    }

    @Test
    @Case("TH2")
    void cancelling_the_future_cancels_the_task() {
        meanwhile(() -> loop.submit(untilCancelled()).cancel(true));
        settle();
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @Async
    private Coroutine<String> cancellingItself() {
        Tasks.current().cancel("why");
        Await.on(Tasks.yieldNow());
        return Coroutine.of("never");
    }

    @Test
    @Case("TH2")
    void a_task_that_cancels_itself_cancels_the_future() {
        CompletableFuture<String> future = meanwhile(() -> {
            CompletableFuture<String> submitted = loop.submit(cancellingItself());
            assertThatThrownBy(submitted::join).isInstanceOf(CancellationException.class);
            return submitted;
        });
        assertThat(future).isCancelled();
    }

    @Test
    void blocking_on_a_submitted_coroutine_on_the_own_thread_throws_at_once() {
        inLoop(() -> assertThatIllegalStateException()
                .isThrownBy(() -> loop.submit(slowly("x")).join())
                .withMessageContaining("Await.on"));
    }

    @Test
    void a_loop_that_is_closed_leaves_no_thread_waiting() {
        CompletableFuture<CompletableFuture<String>> submitted = new CompletableFuture<>();
        outside(() -> {
            submitted.complete(loop.submit(slowly("x")));
            loop.close();
        });
        assertThatThrownBy(() -> submitted.join().join()).isInstanceOf(CancellationException.class);
        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).message()).contains("closed before the task had ended");
    }

    @Test
    void a_loop_that_is_closed_leaves_nothing_waiting_that_other_threads_have_handed_to_it() {
        CompletableFuture<CompletableFuture<String>> submitted = new CompletableFuture<>();
        Promise<String> promise = new Promise<>(loop);
        CompletableFuture<String> future = call(promise::toCompletableFuture);
        outside(() -> {
            elsewhere(() -> {
                submitted.complete(loop.submit(slowly("x")));
                promise.complete("y");
            });
            loop.close();
        });
        assertThat(submitted.join()).isCancelled();
        assertThat(future).isCompletedWithValue("y");
    }

    @Test
    void a_promise_of_a_closed_loop_still_completes_its_future() {
        Promise<String> promise = new Promise<>(loop);
        CompletableFuture<String> future = call(promise::toCompletableFuture);
        outside(loop::close);
        elsewhere(() -> promise.complete("x"));
        assertThat(future.join()).isEqualTo("x");
    }

    @Test
    void completing_a_promise_on_another_thread_wakes_its_task_on_the_loop() {
        Promise<String> promise = new Promise<>(loop);
        Task<String> waiting = Tasks.startOn(loop, promise);
        meanwhile(() -> promise.tryComplete("x"));
        assertThat(run(waiting)).isEqualTo("x");
    }

    // Handles.

    @Test
    @Case("TH5")
    void a_handle_cancelled_by_another_thread_before_its_turn_does_not_run() {
        Handle handle = call(() -> {
            Handle soon = loop.callSoonThreadsafe(logging("never"));
            elsewhere(() -> assertThat(soon.cancel()).isTrue());
            return soon;
        });
        settle();
        assertThat(events).isEmpty();
        assertThat(handle.isCancelled()).isTrue();
    }

    @Test
    @Case("TH5")
    void cancelling_a_handle_while_it_runs_or_later_has_no_effect() {
        List<Handle> self = new ArrayList<>();
        inLoop(() -> self.add(loop.callSoonThreadsafe(() -> {
            elsewhere(() -> assertThat(self.get(0).cancel()).isFalse());
            assertThat(self.get(0).cancel()).isFalse();
            log("ran");
        })));
        settle();
        assertThat(self.get(0).cancel()).isFalse();
        assertThat(self.get(0).isCancelled()).isFalse();
        assertThat(events).containsExactly("ran");
        assertThat(reported).isEmpty();
    }

    // Work on other threads.

    @Test
    @Case({"TH6", "TH7"})
    void work_runs_once_on_another_thread_and_gives_its_value() {
        Thread own = call(Thread::currentThread);
        int[] runs = {0};
        Thread worker = meanwhile(() -> {
            runs[0]++;
            return Thread.currentThread();
        });
        assertThat(worker).isNotSameAs(own);
        assertThat(runs[0]).isEqualTo(1);
    }

    @Test
    @Case("TH7")
    void what_work_throws_is_thrown_by_the_await() {
        IOException failure = new IOException();
        assertThatThrownBy(() -> meanwhile(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void work_runs_in_an_executor_of_the_users() {
        ExecutorService mine = WorkerThreads.pool(1, "mine");
        String thread = run(Tasks.toThread(mine, () -> Thread.currentThread().getName()));
        assertThat(thread).isEqualTo("mine-1");
        mine.shutdown();
        assertThatThrownBy(() -> run(Tasks.toThread(mine, () -> "x"))).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    @Case("TH8")
    void an_executor_that_was_shut_down_is_refused() {
        ExecutorService ended = Executors.newSingleThreadExecutor();
        ended.shutdown();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loop.setExecutor(ended))
                .withMessageContaining("shut down");
    }

    @Test
    @Case("TH8")
    void an_executor_without_threads_of_its_own_is_refused_when_it_would_block_the_loop() {
        assertThatIllegalStateException()
                .isThrownBy(() -> run(Tasks.toThread(Runnable::run, () -> "x")))
                .withMessageContaining("threads of its own");
    }

    @Test
    @Case("R13")
    void after_the_executor_was_shut_down_it_takes_no_work() {
        meanwhile(() -> "x");
        loop.shutdownExecutor(Duration.ofMinutes(1));
        assertThatIllegalStateException().isThrownBy(() -> meanwhile(() -> "x"));
    }

    // Portals.

    @Test
    void a_worker_calls_back_into_the_loop_and_waits() {
        String result = meanwhile(() -> LoopPortal.current().await(slowly("x"))
                + LoopPortal.current().call(() -> loop.isOwnThread() ? "y" : "z"));
        assertThat(result).isEqualTo("xy");
    }

    @Test
    void what_the_loop_throws_is_thrown_on_the_worker() {
        IOException failure = new IOException();
        assertThatThrownBy(() -> meanwhile(() -> LoopPortal.current().await(failing(failure))))
                .isSameAs(failure);
    }

    @Async
    private Coroutine<String> cancellingAWorkerInItsPortal() {
        CountDownLatch begun = new CountDownLatch(1);
        Task<String> task = Tasks.start(Tasks.toThread(() -> {
            begun.countDown();
            try {
                return LoopPortal.current().await(untilCancelled());
            } catch (InterruptedException interruption) {
                return "interrupted, " + LoopPortal.current().isCancelled();
            }
        }));
        Await.on(Tasks.toThread(() -> {
            begun.await();
            return null;
        }));
        while (Tasks.all().size() < 3) {
            Await.on(Tasks.yieldNow());
        }
        task.cancel();
        return Coroutine.of(Await.on(task));
    }

    @Test
    void cancelling_the_task_cancels_what_its_worker_waits_for() {
        assertThat(run(cancellingAWorkerInItsPortal())).isEqualTo("interrupted, true");
        assertThat(events).containsExactly("cancelled: the thread that waits was interrupted");
    }

    @Test
    void a_cancellation_of_what_the_worker_waits_for_reaches_the_worker() {
        String result = meanwhile(() -> {
            try {
                return LoopPortal.current().await(cancellingItself());
            } catch (CancellationException cancelled) {
                return "cancelled: " + cancelled.getMessage();
            }
        });
        assertThat(result).isEqualTo("cancelled: why");
    }

    @Test
    void a_portal_belongs_to_workers() {
        assertThatIllegalStateException().isThrownBy(LoopPortal::current).withMessageContaining("LoopPortal.to");
        assertThat(run(Tasks.toThread(() -> LoopPortal.current().loop()))).isSameAs(loop);
    }

    @Test
    void a_portal_refuses_to_block_the_loop() {
        inLoop(() -> assertThatIllegalStateException()
                .isThrownBy(() -> LoopPortal.to(loop).await(slowly("x")))
                .withMessageContaining("Await.on"));
    }

    // The end.

    @Async
    private Coroutine<Void> leftOver() {
        try {
            Await.on(Tasks.sleep(Duration.ofDays(1)));
        } finally {
            Await.on(Tasks.sleep(Duration.ofMillis(1)));
            log("left over");
        }
        return Coroutine.done();
    }

    @Test
    @Case("R4")
    void ending_the_tasks_waits_for_their_clean_up() {
        inLoop(() -> Tasks.start(leftOver()));
        settle();
        run(loop.endTasks());
        assertThat(events).containsExactly("left over");
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @Async
    private Coroutine<Void> startingAnother() {
        try {
            Await.on(Tasks.sleep(Duration.ofDays(1)));
        } finally {
            Tasks.start(leftOver());
            Await.on(Tasks.yieldNow());
        }
        return Coroutine.done();
    }

    @Test
    @Case("R4")
    void tasks_that_tasks_start_on_their_way_out_are_ended_too() {
        inLoop(() -> Tasks.start(startingAnother()));
        settle();
        run(loop.endTasks());
        assertThat(events).containsExactly("left over");
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @Async
    private Coroutine<Void> respawning() {
        try {
            Await.on(Tasks.sleep(Duration.ofDays(1)));
        } finally {
            Tasks.start(again());
            Await.on(Tasks.yieldNow());
        }
        return Coroutine.done();
    }

    private Coroutine<Void> again() {
        return respawning();
    }

    @Test
    void tasks_that_start_others_for_ever_do_not_keep_the_loop_for_ever() {
        inLoop(() -> Tasks.start(respawning()));
        settle();
        run(loop.endTasks());
        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).message()).contains("again and again");
    }
}
