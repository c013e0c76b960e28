package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fermata.loop.ErrorContext;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cancellations that the code which they interrupt does not pass on: debug mode tells, a grace gets its way. */
class SwallowedCancellationTest extends Programs {

    SwallowedCancellationTest(LoopKind kind) {
        super(kind);
    }

    @BeforeEach
    void debug() {
        loop.setDebug(true);
    }

    @Async
    private Coroutine<String> swallowing() {
        try {
            Await.on(Tasks.sleep(seconds(100)));
        } catch (Cancellation cancellation) {
            log("swallowed at " + now());
        }
        return Coroutine.of("result");
    }

    private void assertReported(int times) {
        assertThat(reported)
                .hasSize(times)
                .extracting(ErrorContext::message)
                .allMatch(message -> message.startsWith("a cancellation was swallowed"));
    }

    @Test
    void a_task_that_swallows_its_cancellation_is_reported_in_debug_mode() {
        Task<String> task = Tasks.startOn(loop, swallowing());
        loop.callLater(seconds(1), task::cancel);
        assertThat(run(task)).isEqualTo("result");
        assertReported(1);
        assertThat(reported.get(0).source()).isSameAs(task);
    }

    @Test
    void outside_of_debug_mode_it_is_not_reported() {
        loop.setDebug(false);
        Task<String> task = Tasks.startOn(loop, swallowing());
        loop.callLater(seconds(1), task::cancel);
        run(task);
        assertReported(0);
    }

    @Test
    void a_scope_whose_cancellation_is_swallowed_is_reported() {
        CancelScope scope = new CancelScope();
        loop.callLater(seconds(1), scope::cancel);
        run(scope.run(swallowing()));
        assertReported(1);
    }

    @Test
    void a_timeout_that_is_swallowed_is_reported() {
        assertThat(run(Tasks.withTimeout(seconds(1), swallowing()))).isEqualTo("result");
        assertReported(1);
    }

    @Test
    void a_group_whose_body_swallows_its_cancellation_is_reported() {
        run(TaskGroup.run(group -> {
            loop.callLater(seconds(1), group::cancel);
            return swallowing();
        }));
        assertReported(1);
    }

    @Async
    private Coroutine<String> waiting(Promise<String> promise) {
        String value = Await.on(promise);
        return Coroutine.of(value);
    }

    @Test
    void a_value_that_came_all_the_same_is_no_swallowed_cancellation() {
        Promise<String> promise = new Promise<>(loop);
        Task<String> task = Tasks.startOn(loop, waiting(promise));
        loop.callLater(seconds(1), () -> {
            promise.complete("value");
            task.cancel();
        });
        assertThat(run(task)).isEqualTo("value");
        assertReported(0);
    }

    @Async
    private Coroutine<String> uncancelling() {
        try {
            Await.on(Tasks.sleep(seconds(100)));
        } catch (Cancellation cancellation) {
            Tasks.current().uncancel();
        }
        return Coroutine.of("result");
    }

    @Test
    void one_that_is_taken_back_is_not_reported() {
        Task<String> task = Tasks.startOn(loop, uncancelling());
        loop.callLater(seconds(1), task::cancel);
        assertThat(run(task)).isEqualTo("result");
        assertReported(0);
    }

    // Grace.

    @Async
    private Coroutine<String> stubbornly(int times) {
        for (int i = 0; i < times; i++) {
            try {
                Await.on(Tasks.sleep(seconds(1000)));
            } catch (Cancellation cancellation) {
                log("interrupted at " + now());
            }
        }
        return Coroutine.of("result");
    }

    @Test
    void a_scope_without_a_grace_interrupts_once() {
        CancelScope scope = new CancelScope();
        loop.callLater(seconds(1), scope::cancel);
        run(scope.run(stubbornly(2)));
        assertThat(events).containsExactly("interrupted at 1");
        assertThat(now()).isEqualTo(1001);
    }

    @Test
    void a_scope_interrupts_again_after_each_grace_until_it_ends() {
        CancelScope scope = new CancelScope(seconds(10));
        loop.callLater(seconds(1), scope::cancel);
        run(scope.run(stubbornly(3)));
        assertThat(events).containsExactly("interrupted at 1", "interrupted at 11", "interrupted at 21");
        assertThat(now()).isEqualTo(21);
    }

    @Test
    void a_body_that_ends_within_the_grace_is_not_disturbed() {
        CancelScope scope = new CancelScope(seconds(10));
        loop.callLater(seconds(1), scope::cancel);
        assertThat(run(scope.run(stubborn("a", 9)))).isNull();
        assertThat(events).containsExactly("a interrupted", "a ended");
        run(Tasks.sleep(seconds(100)));
        assertThat(scope.isCancelled()).isTrue();
    }

    @Test
    void a_clean_up_that_takes_longer_than_the_grace_is_interrupted() {
        CancelScope scope = new CancelScope(seconds(10));
        loop.callLater(seconds(1), scope::cancel);
        assertThat(run(scope.run(stubborn("a", 11)))).isNull();
        assertThat(events).containsExactly("a interrupted");
        assertThat(now()).isEqualTo(11);
    }

    @Test
    void the_grace_of_a_scope_that_was_cancelled_before_begins_when_it_is_entered() {
        CancelScope scope = new CancelScope(seconds(10));
        scope.cancel();
        run(Tasks.sleep(seconds(100)));
        run(scope.run(stubbornly(2)));
        assertThat(events).containsExactly("interrupted at 100", "interrupted at 110");
    }

    @Test
    void a_scope_that_another_thread_cancels_has_its_grace_too() throws InterruptedException {
        CancelScope scope = new CancelScope(seconds(10));
        loop.outsideWorkBegan();
        Thread other = new Thread(() -> {
            scope.cancel();
            loop.outsideWorkEnded();
        });
        loop.callSoon(() -> loop.callSoon(other::start));
        run(scope.run(stubbornly(2)));
        other.join();
        assertThat(events).containsExactly("interrupted at 0", "interrupted at 10");
    }

    @Test
    void a_grace_is_positive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CancelScope(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new CancelScope(Duration.ofSeconds(-1)));
    }
}
