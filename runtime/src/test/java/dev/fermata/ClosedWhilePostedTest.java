package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.loop.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What other threads have handed to a loop that is closed before it comes to it. */
class ClosedWhilePostedTest {

    private final EventLoop loop = EventLoop.create();

    @Test
    void the_future_of_a_task_submitted_on_another_thread_is_cancelled() {
        loop.setExceptionHandler((where, context) -> {});
        CompletableFuture<Integer> future = CompletableFuture.supplyAsync(() -> loop.submit(Coroutine.of(1)))
                .join();

        loop.close();

        assertThat(future).isCancelled();
    }

    @Test
    void a_promise_completed_on_another_thread_is_done() {
        Promise<Integer> promise = new Promise<>(loop);
        CompletableFuture<Integer> future = promise.toCompletableFuture();
        CompletableFuture.runAsync(() -> promise.complete(1)).join();

        loop.close();

        assertThat(future).isCompletedWithValue(1);
    }

    @Test
    void a_future_made_on_another_thread_sees_what_comes_after_the_close() {
        Promise<Integer> promise = new Promise<>(loop);
        CompletableFuture<Integer> future =
                CompletableFuture.supplyAsync(promise::toCompletableFuture).join();
        loop.close();

        promise.complete(1);

        assertThat(future).isCompletedWithValue(1);
    }

    @Test
    void a_task_without_a_loop_that_awaits_a_task_of_it_goes_on() {
        loop.setExceptionHandler((where, context) -> {});
        var task = Tasks.startOn(loop, Tasks.sleep(Duration.ofDays(1)));
        CompletableFuture<?> waiting = CompletableFuture.supplyAsync(
                        () -> HotCalls.future((point, last) -> point == 0 ? Script.await(task) : last.get()))
                .join();

        loop.close();

        assertThat(waiting).isDone();
    }
}
