package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fermata.loop.ErrorContext;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Coroutines that nobody awaits, in debug mode. */
class UnusedCoroutinesTest extends Programs {

    private static final String NEVER_AWAITED = "a coroutine was never awaited";

    private Coroutine<String> kept = after(0, "another");

    UnusedCoroutinesTest(LoopKind kind) {
        super(kind);
    }

    @BeforeEach
    void debug() {
        loop.setDebug(true);
    }

    @Async
    private Coroutine<String> name() {
        log("running");
        Await.on(Tasks.yieldNow());
        return Coroutine.of("bobby");
    }

    @Async
    private Coroutine<Void> forgetting() {
        assertThat(name()).isNotNull();
        Await.on(Tasks.yieldNow());
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> keeping() {
        kept = name();
        Await.on(Tasks.yieldNow());
        return Coroutine.done();
    }

    private ErrorContext onlyReport() {
        assertThat(reported).hasSize(1);
        return reported.get(0);
    }

    @Test
    @Case("DG16")
    void one_that_nobody_awaited_is_reported_with_the_place_of_its_creation_when_the_loop_closes() {
        run(keeping());
        assertThat(reported).isEmpty();
        loop.close();
        assertThat(onlyReport().message()).isEqualTo(NEVER_AWAITED);
        assertThat(onlyReport().source()).isSameAs(kept);
        assertThat(onlyReport().creation().stream().map(StackTraceElement::getMethodName))
                .startsWith("name", "keeping");
        assertThat(events).isEmpty();
    }

    @Test
    @Case("DG16")
    void one_that_is_garbage_is_reported_while_the_loop_runs_on() {
        run(forgetting());
        for (int i = 0; i < 1_000 && reported.isEmpty(); i++) {
            System.gc();
            run(Tasks.yieldNow());
        }
        assertThat(onlyReport().message()).isEqualTo(NEVER_AWAITED);
        assertThat(onlyReport().source()).isNull();
        assertThat(onlyReport().creation().get(1).getMethodName()).isEqualTo("forgetting");
        loop.close();
        assertThat(reported).hasSize(1);
    }

    @Test
    @Case("DG16")
    void one_that_was_awaited_or_started_is_not_reported() {
        run(keeping());
        run(kept);
        run(after(1, "b"));
        loop.close();
        assertThat(reported).isEmpty();
    }

    @Async
    private Coroutine<Integer> deep(int levels) {
        return Coroutine.of(levels == 0 ? 0 : 1 + Await.on(deep(levels - 1)));
    }

    @Test
    @Case("DG16")
    void those_of_calls_that_go_too_deep_for_the_stack_are_not_reported() {
        assertThat(run(deep(250))).isEqualTo(250);
        loop.close();
        assertThat(reported).isEmpty();
    }

    @Async
    private Coroutine<Void> closing() {
        Coroutine<String> given = name();
        given.close();
        given.close();
        assertThatIllegalStateException().isThrownBy(() -> Tasks.start(given));
        Await.on(Tasks.yieldNow());
        return Coroutine.done();
    }

    @Test
    void one_that_was_closed_is_not_reported_and_cannot_be_used() {
        run(closing());
        loop.close();
        assertThat(reported).isEmpty();
    }

    @Test
    @Case("DG16")
    void outside_of_debug_mode_nothing_is_reported() {
        loop.setDebug(false);
        run(keeping());
        loop.close();
        assertThat(reported).isEmpty();
    }

    @Async
    private Coroutine<Void> startingInEndedGroup() {
        TaskGroup[] left = new TaskGroup[1];
        Await.on(TaskGroup.run(group -> {
            left[0] = group;
            return Coroutine.done();
        }));
        assertThatIllegalStateException().isThrownBy(() -> left[0].start(name()));
        return Coroutine.done();
    }

    @Test
    @Case("DG16")
    void one_that_a_finished_group_has_refused_is_not_reported() {
        run(startingInEndedGroup());
        loop.close();
        assertThat(reported).isEmpty();
    }

    @Async
    private Coroutine<Void> runningInside() {
        assertThatIllegalStateException().isThrownBy(() -> loop.runUntilComplete(name()));
        assertThatIllegalStateException().isThrownBy(() -> Fermata.run(name()));
        Await.on(Tasks.yieldNow());
        return Coroutine.done();
    }

    @Test
    @Case("DG16")
    void one_that_a_running_loop_has_refused_is_not_reported() {
        run(runningInside());
        loop.close();
        assertThat(reported).isEmpty();
    }

    @Async
    private Coroutine<Void> startingOn(dev.fermata.loop.EventLoop closed) {
        assertThatIllegalStateException().isThrownBy(() -> Tasks.startOn(closed, name()));
        Await.on(Tasks.yieldNow());
        return Coroutine.done();
    }

    @Test
    @Case("DG16")
    void one_that_a_closed_loop_has_refused_is_not_reported() {
        dev.fermata.loop.EventLoop closed = dev.fermata.testkit.VirtualTimeLoop.create();
        closed.close();
        run(startingOn(closed));
        loop.close();
        assertThat(reported).isEmpty();
    }

    @Test
    @Case("DG12")
    void one_that_a_callback_makes_and_drops_is_reported() {
        loop.callSoon(() -> kept = name());
        run(Tasks.sleep(Duration.ofSeconds(1)));
        loop.close();
        assertThat(onlyReport().message()).isEqualTo(NEVER_AWAITED);
    }

    @Async
    private Coroutine<Void> reading(Task<String> task) {
        Await.on(Tasks.yieldNow());
        log("" + task.stack().size());
        return Coroutine.done();
    }

    @Test
    void asking_for_a_stack_makes_no_coroutine_that_is_reported() {
        Task<String> task = Tasks.startOn(loop, after(1, "a"));
        run(reading(task));
        run(task);
        loop.close();
        assertThat(events).containsExactly("1", "a");
        assertThat(reported).isEmpty();
    }
}
