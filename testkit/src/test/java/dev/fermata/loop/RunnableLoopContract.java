package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Case;
import dev.fermata.Promise;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the event loops have to do that run on the thread which calls {@code runForever}. */
abstract class RunnableLoopContract extends ThreadsContract {

    private void runOnce() {
        loop.callSoon(loop::stop);
        loop.runForever();
    }

    @Test
    @Case("E1")
    void what_is_added_in_the_last_iteration_waits_for_the_next_run() {
        loop.callSoon(() -> {
            log("a");
            loop.callSoon(logging("later"));
        });
        loop.callSoon(logging("b"));
        runOnce();
        assertThat(events).containsExactly("a", "b");
        runOnce();
        assertThat(events).containsExactly("a", "b", "later");
    }

    @Test
    @Case("E9")
    void stop_lets_ready_callbacks_run_and_keeps_new_ones() {
        loop.callSoon(() -> {
            loop.stop();
            loop.callSoon(logging("new"));
        });
        loop.callSoon(logging("ready"));
        loop.runForever();
        assertThat(events).containsExactly("ready");
        runOnce();
        assertThat(events).containsExactly("ready", "new");
    }

    @Test
    @Case("E9")
    void a_stop_before_the_run_lets_it_have_one_iteration() {
        loop.callSoon(logging("ready"));
        loop.stop();
        loop.runForever();
        assertThat(events).containsExactly("ready");
    }

    @Test
    void a_stop_by_another_thread_ends_the_run() {
        loop.outsideWorkBegan();
        Thread other = new Thread(() -> {
            loop.stop();
            loop.outsideWorkEnded();
        });
        loop.callSoon(other::start);
        loop.runForever();
        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    void a_run_on_another_thread_than_the_makers_ends_with_its_result() {
        Promise<Integer> promise = new Promise<>(loop);
        loop.callSoon(() -> promise.complete(1));
        assertThat(CompletableFuture.supplyAsync(() -> loop.runUntilComplete(promise)))
                .succeedsWithin(Duration.ofMinutes(1))
                .isEqualTo(1);
    }

    @Test
    void a_stop_at_the_end_of_a_run_does_not_end_the_next_one() {
        Promise<Integer> promise = new Promise<>(loop);
        loop.callSoon(() -> {
            promise.complete(1);
            loop.stop();
        });
        assertThat(loop.runUntilComplete(promise)).isEqualTo(1);
        assertThat(loop.runUntilComplete(Tasks.sleep(Duration.ofMillis(1), "slept")))
                .isEqualTo("slept");
    }

    @Test
    @Case("E11")
    void stopping_before_the_promise_is_done_is_an_error() {
        Promise<String> promise = new Promise<>(loop);
        loop.callSoon(loop::stop);
        assertThatIllegalStateException()
                .isThrownBy(() -> loop.runUntilComplete(promise))
                .withMessageContaining("stopped before");
    }

    @Test
    @Case("E12")
    void run_until_complete_takes_its_callback_back_when_the_run_fails() {
        Promise<String> promise = new Promise<>(loop);
        loop.callSoon(() -> {
            throw new InternalError("fatal");
        });
        assertThatThrownBy(() -> loop.runUntilComplete(promise)).hasMessage("fatal");
        promise.complete("later");
        loop.callSoon(logging("a"));
        loop.callLater(Duration.ofMillis(1), () -> {
            log("b");
            loop.stop();
        });
        loop.runForever();
        assertThat(events).containsExactly("a", "b");
    }

    @Test
    @Case("E13")
    void run_until_complete_refuses_promises_of_other_loops() {
        Promise<String> foreign = new Promise<>(EventLoop.create());
        assertThatIllegalArgumentException().isThrownBy(() -> loop.runUntilComplete(foreign));
    }

    @Test
    @Case("E14")
    void run_until_complete_takes_nothing_that_cannot_be_awaited() {
        // What is not an Awaitable does not compile; null is what is left.
        assertThatNullPointerException().isThrownBy(() -> loop.runUntilComplete(null));
        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    @Case("E15")
    void a_nested_run_says_that_it_is_running_already() {
        inLoop(() -> assertThatIllegalStateException()
                .isThrownBy(loop::runForever)
                .withMessageContaining("already running"));
    }

    @Test
    @Case("E18")
    void outside_of_a_run_there_is_no_current_loop() {
        assertThat(EventLoop.running()).isNull();
        runOnce();
        assertThat(EventLoop.running()).isNull();
        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    @Case("DG6")
    void errors_of_the_virtual_machine_leave_the_run() {
        loop.callSoon(() -> {
            throw new InternalError("fatal");
        });
        assertThatThrownBy(loop::runForever).isInstanceOf(InternalError.class);
        assertThat(loop.isRunning()).isFalse();
        assertThat(EventLoop.running()).isNull();
    }

    @Test
    void an_interrupt_runs_the_action_and_is_found_again_after_the_run() {
        loop.onInterrupt(loop::stop);
        loop.callSoon(() -> Thread.currentThread().interrupt());
        loop.runForever();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void another_thread_may_run_it() {
        elsewhere(() -> {
            loop.callSoon(() -> log(EventLoop.current() == loop && loop.isOwnThread() ? "own" : "foreign"));
            runOnce();
        });
        assertThat(events).containsExactly("own");
    }

    @Test
    @Case("T1")
    void several_runs_go_on_with_the_same_tasks() {
        Promise<String> promise = new Promise<>(loop);
        var waiting = Tasks.startOn(loop, promise);
        runOnce();
        assertThat(waiting.isDone()).isFalse();
        promise.complete("x");
        assertThat(loop.runUntilComplete(waiting)).isEqualTo("x");
    }

    @Test
    @Case("R4")
    void shutdown_by_another_thread_ends_the_tasks_and_stops_the_loop() {
        loop.outsideWorkBegan();
        Task<Void> task = Tasks.startOn(loop, Tasks.sleep(Duration.ofDays(1)));
        Thread other = new Thread(() -> {
            loop.shutdown(Duration.ofMinutes(1)).join();
            log("joined");
            loop.outsideWorkEnded();
        });
        loop.callSoon(other::start);
        loop.runForever();
        elsewhere(() -> join(other));
        assertThat(task.isCancelled()).isTrue();
        assertThat(events).containsExactly("joined");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
