package dev.fermata.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Case;
import dev.fermata.Coroutine;
import dev.fermata.Promise;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VirtualTimeTest {

    @Test
    void hours_pass_at_once() {
        var run = VirtualTime.run(Tasks.sleep(Duration.ofHours(5), "slept"));
        assertThat(run.result()).isEqualTo("slept");
        assertThat(run.elapsed()).isEqualTo(Duration.ofHours(5));
    }

    @Test
    void a_run_that_can_never_end_fails_with_all_tasks() {
        EventLoop loop = VirtualTimeLoop.create();
        Promise<String> never = new Promise<>(loop);
        Tasks.startOn(loop, waiter -> {}).setName("bystander");
        assertThatThrownBy(() -> loop.runUntilComplete(never))
                .isInstanceOf(IdleLoopError.class)
                .hasMessageContaining("bystander[pending, awaiting");
    }

    @Async
    private Coroutine<String> waitsForEver(Promise<String> never) {
        String value = Await.on(never);
        return Coroutine.of(value);
    }

    @Test
    @Case("CG3")
    void a_run_that_can_never_end_says_where_its_tasks_are_and_who_waits_for_whom() {
        EventLoop loop = VirtualTimeLoop.create();
        Task<String> child = Tasks.startOn(loop, waitsForEver(new Promise<>(loop)));
        child.setName("child");
        Task<String> parent = Tasks.startOn(loop, Tasks.shielded(child));
        parent.setName("parent");
        assertThatThrownBy(() -> loop.runUntilComplete(parent))
                .isInstanceOf(IdleLoopError.class)
                .hasMessageContaining("- parent[pending, awaiting child]\n")
                .hasMessageContaining("  - child[pending, awaiting Promise[pending]]\n"
                        + "      at dev.fermata.testkit.VirtualTimeTest.waitsForEver(VirtualTimeTest.java:");
    }

    @Test
    void work_on_other_threads_is_waited_for_and_time_stands_still() {
        CountDownLatch begun = new CountDownLatch(1);
        new Thread(begun::countDown).start();
        var run = VirtualTime.run(Tasks.withTimeout(Duration.ofSeconds(1), Tasks.toThread(() -> {
            begun.await();
            return "done";
        })));
        assertThat(run.result()).isEqualTo("done");
        assertThat(run.elapsed()).isZero();
    }

    @Test
    void declared_outside_work_may_complete_a_promise() {
        EventLoop loop = VirtualTimeLoop.create();
        Promise<String> promise = new Promise<>(loop);
        loop.outsideWorkBegan();
        new Thread(() -> {
                    promise.complete("x");
                    loop.outsideWorkEnded();
                })
                .start();
        assertThat(loop.runUntilComplete(promise)).isEqualTo("x");
    }

    @Test
    void timeouts_expire_in_virtual_time() {
        assertThatThrownBy(
                        () -> VirtualTime.run(Tasks.withTimeout(Duration.ofDays(1), Tasks.sleep(Duration.ofDays(2)))))
                .isInstanceOf(TimeoutException.class);
    }
}
