package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class EagerStartTest extends Programs {

    EagerStartTest(LoopKind kind) {
        super(kind);
    }

    @Async
    private Coroutine<Task<?>> withoutSuspending(String value) {
        log(value);
        return Coroutine.of(Tasks.current());
    }

    @Async
    private Coroutine<Void> startingBoth() {
        Task<?> self = Tasks.current();
        Task<Task<?>> task = Tasks.startEagerly(withoutSuspending("eager"));
        assertThat(task.isDone()).isTrue();
        assertThat(task.result()).isSameAs(task);
        assertThat(Tasks.current()).isSameAs(self);
        assertThat(Tasks.all()).doesNotContain(task);
        Task<String> failed = Tasks.startEagerly(failing());
        assertThat(failed.exception()).isInstanceOf(IOException.class);
        return Coroutine.done();
    }

    @Async
    private Coroutine<String> failing() {
        throw Unchecked.rethrow(new IOException());
    }

    @Test
    @Case("EA1")
    void a_coroutine_that_does_not_suspend_is_done_at_once() {
        run(startingBoth());
        assertThat(events).containsExactly("eager");
    }

    @Test
    @Case("EA4")
    void one_that_suspends_becomes_an_ordinary_task() {
        Coroutine<String> main = startingOneThatSuspends();
        assertThatThrownBy(() -> run(main)).isInstanceOf(CancellationException.class);
        assertThat(events).containsExactly("begun", "started", "interrupted: why");
    }

    @Async
    private Coroutine<String> startingOneThatSuspends() {
        Task<String> task = Tasks.startEagerly(suspending());
        log("started");
        assertThat(Tasks.all()).contains(task);
        Await.on(Tasks.sleep(seconds(1)));
        task.cancel("why");
        return Coroutine.of(Await.on(task));
    }

    @Async
    private Coroutine<String> suspending() {
        log("begun");
        try {
            Await.on(Tasks.sleep(seconds(10)));
        } catch (Cancellation cancellation) {
            log("interrupted: " + cancellation.getMessage());
            throw cancellation;
        }
        return Coroutine.of("x");
    }

    // A loop that starts all tasks eagerly

    @Async
    private Coroutine<Integer> nestedGroups(int depth) {
        log("group");
        if (depth == 0) {
            return Coroutine.of(1);
        }
        return Coroutine.of(Await.on(TaskGroup.run(group -> {
            Task<Integer> left = group.start(nestedGroups(depth - 1));
            Task<Integer> right = group.start(nestedGroups(depth - 1));
            assertThat(left.isDone()).isTrue();
            return Coroutine.of(Await.on(left) + Await.on(right));
        })));
    }

    @Async
    private Coroutine<Integer> nestedGathers(int depth) {
        if (depth == 0) {
            return Coroutine.of(1);
        }
        int sum = 0;
        for (int part : Await.on(Tasks.gather(nestedGathers(depth - 1), nestedGathers(depth - 1)))) {
            sum += part;
        }
        return Coroutine.of(sum);
    }

    /** Runs {@code body} in a task and tells whether anything else had a turn meanwhile. */
    @Async
    private Coroutine<Integer> undisturbed(Coroutine<Integer> body) {
        loop.callSoon(() -> log("something else had a turn"));
        int result = Await.on(body);
        assertThat(events).doesNotContain("something else had a turn");
        assertThat(Tasks.all()).containsExactly(Tasks.current());
        return Coroutine.of(result);
    }

    @Test
    @Case("EA6")
    void recursive_groups_that_do_not_suspend_schedule_nothing() {
        loop.setEagerStart(true);
        assertThat(run(undisturbed(nestedGroups(5)))).isEqualTo(32);
    }

    @Test
    @Case("EA6")
    void recursive_gathers_that_do_not_suspend_schedule_nothing() {
        loop.setEagerStart(true);
        assertThat(run(undisturbed(nestedGathers(5)))).isEqualTo(32);
    }

    @Async
    private Coroutine<Integer> chain(int length) {
        return Coroutine.of(length == 0 ? 0 : 1 + Await.on(Tasks.start(chain(length - 1))));
    }

    @Test
    @Case("EA6")
    void a_chain_of_tasks_that_do_not_suspend_schedules_nothing() {
        loop.setEagerStart(true);
        assertThat(run(undisturbed(chain(40)))).isEqualTo(40);
    }

    @Test
    void a_very_long_chain_of_eager_starts_does_not_overflow_the_stack() {
        loop.setEagerStart(true);
        assertThat(run(chain(100_000))).isEqualTo(100_000);
    }

    @Test
    void an_eager_race_ends_with_the_first_that_does_not_suspend() {
        loop.setEagerStart(true);
        assertThat(run(Tasks.race(List.of(after(5, "slow"), Coroutine.of("now"), after(9, "never")))))
                .isEqualTo("now");
        assertThat(events).containsExactly("slow cancelled");
    }

    @Test
    void an_eager_failure_in_a_group_is_thrown_once_and_alone() {
        loop.setEagerStart(true);
        assertThatThrownBy(() -> run(Tasks.map(List.of(1, 2, 3), 3, item -> failing())))
                .isInstanceOf(IOException.class)
                .hasNoSuppressedExceptions();
    }

    @Test
    @Case("EA5")
    void a_start_can_be_deferred_on_an_eager_loop() {
        loop.setEagerStart(true);
        assertThat(run(startingLater())).isFalse();
    }

    @Async
    private Coroutine<Boolean> startingLater() {
        Task<Task<?>> task = Tasks.startSoon(withoutSuspending("later"));
        boolean done = task.isDone();
        Await.on(task);
        return Coroutine.of(done);
    }

    @Test
    void a_group_starts_a_task_eagerly_on_demand() {
        run(TaskGroup.run(group -> {
            assertThat(group.startEagerly(withoutSuspending("eager")).isDone()).isTrue();
            return Coroutine.done();
        }));
        assertThat(events).containsExactly("eager");
    }

    @Test
    @Case("EA5")
    void a_plain_start_runs_nothing_at_once() {
        assertThat(run(startingPlainly())).isFalse();
    }

    @Async
    private Coroutine<Boolean> startingPlainly() {
        Task<Task<?>> task = Tasks.start(withoutSuspending("plain"));
        boolean done = task.isDone();
        Await.on(task);
        return Coroutine.of(done);
    }
}
