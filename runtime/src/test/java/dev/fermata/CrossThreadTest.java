package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrossThreadTest {

    private static final int THREADS = 4;
    private static final int POSTS = 50_000;

    private final EventLoop loop = EventLoop.create();

    @Test
    void posts_from_many_threads_all_arrive_in_the_order_of_each_thread() {
        int[] seen = new int[THREADS];
        int[] total = {0};
        boolean[] inOrder = {true};
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            new Thread(() -> {
                        for (int i = 0; i < POSTS; i++) {
                            int number = i;
                            loop.execute(() -> {
                                inOrder[0] &= seen[thread]++ == number;
                                if (++total[0] == THREADS * POSTS) {
                                    loop.stop();
                                }
                            });
                        }
                    })
                    .start();
        }
        loop.runForever();
        assertThat(total[0]).isEqualTo(THREADS * POSTS);
        assertThat(inOrder[0]).isTrue();
    }

    @Test
    void no_wake_up_is_lost_when_the_loop_sleeps_between_posts() {
        EventLoop other = EventLoop.create();
        Thread otherThread = new Thread(() -> {
            // The loop was made elsewhere; running it here makes this its thread.
            other.runForever();
        });
        otherThread.start();
        int[] left = {20_000};
        class Ball implements Runnable {
            @Override
            public void run() {
                if (EventLoop.running() == loop) {
                    other.execute(this);
                } else if (--left[0] > 0) {
                    loop.execute(this);
                } else {
                    other.stop();
                    loop.execute(loop::stop);
                }
            }
        }
        loop.execute(new Ball());
        loop.runForever();
        assertThat(left[0]).isZero();
    }

    @Test
    void promises_completed_by_other_threads_wake_their_tasks() {
        List<Task<Integer>> tasks = new ArrayList<>();
        List<Promise<Integer>> promises = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Promise<Integer> promise = new Promise<>(loop);
            promises.add(promise);
            tasks.add(Tasks.startOn(loop, Script.awaiting(promise)));
        }
        for (int t = 0; t < 2; t++) {
            int from = t;
            new Thread(() -> {
                        for (int i = from; i < promises.size(); i += 2) {
                            promises.get(i).complete(i);
                        }
                    })
                    .start();
        }
        List<Integer> results = loop.runUntilComplete(Tasks.gather(tasks));
        assertThat(results).hasSize(1_000).startsWith(0, 1, 2).endsWith(998, 999);
    }

    @Test
    void completing_twice_from_another_thread_is_an_error_of_the_second() throws InterruptedException {
        ConcurrentLinkedQueue<ErrorContext> reported = new ConcurrentLinkedQueue<>();
        loop.setExceptionHandler((where, context) -> reported.add(context));
        Promise<Integer> promise = new Promise<>(loop);
        Thread other = new Thread(() -> {
            promise.complete(1);
            promise.complete(2);
        });
        other.start();
        other.join();
        loop.callSoon(loop::stop);
        loop.runForever();
        assertThat(promise.result()).isEqualTo(1);
        assertThat(reported).hasSize(1);
    }

    @Test
    void other_threads_start_tasks_and_block_on_them() throws InterruptedException {
        ConcurrentLinkedQueue<Integer> results = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int number = t;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    Task<Integer> task = Tasks.startOn(
                            loop, Script.of((point, last) -> point == 0 ? Script.await(Tasks.yieldNow()) : number));
                    results.add(task.toCompletableFuture().join());
                }
            });
            threads.add(thread);
            thread.start();
        }
        Thread watcher = new Thread(() -> {
            threads.forEach(CrossThreadTest::join);
            loop.stop();
        });
        watcher.start();
        loop.runForever();
        watcher.join();
        assertThat(results).hasSize(THREADS * 200);
    }

    @Test
    @Case("TH2")
    void cancelling_the_future_of_a_caller_on_another_thread_cancels_the_task() throws InterruptedException {
        Task<Integer> task = Tasks.startOn(loop, Script.awaiting(new Promise<>(loop)));
        task.addDoneCallback(done -> loop.stop());
        Thread caller = new Thread(() -> task.toCompletableFuture().cancel(true));
        loop.callSoon(() -> loop.callSoon(caller::start));
        loop.runForever();
        caller.join();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    @Case("TH4")
    void failures_reach_the_thread_that_blocks_as_the_original_object() throws InterruptedException {
        IllegalArgumentException failure = new IllegalArgumentException();
        ConcurrentLinkedQueue<Throwable> seen = new ConcurrentLinkedQueue<>();
        Thread caller = new Thread(() -> {
            try {
                Tasks.startOn(loop, Script.returning(() -> {
                            throw failure;
                        }))
                        .toCompletableFuture()
                        .join();
            } catch (CompletionException e) {
                seen.add(e.getCause());
            }
            loop.execute(loop::stop);
        });
        loop.callSoon(caller::start);
        loop.runForever();
        caller.join();
        assertThat(seen).containsExactly(failure);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void awaited_futures_are_completed_by_other_threads() {
        Coroutine<Integer> body = Script.of(new Script.Body() {
            private int sum;

            @Override
            public Object at(int point, Script.Last last) throws Throwable {
                sum += point == 0 ? 0 : (int) last.get();
                return point < 5_000 ? Script.await(CompletableFuture.supplyAsync(() -> 1)) : sum;
            }
        });
        assertThat(loop.<Integer>runUntilComplete(body)).isEqualTo(5_000);
    }
}
