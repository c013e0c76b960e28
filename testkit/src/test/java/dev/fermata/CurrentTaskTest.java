package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.loop.EventLoop;
import dev.fermata.loop.LoopMonitor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a task is the current one, and where it is not any more. */
class CurrentTaskTest extends Programs {

    private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
    private static final ContextVar<String> CARRIED = ContextVar.ofThreadLocal(LOCAL);
    private static final ContextVar<String> VARIABLE = new ContextVar<>("variable");

    private final Promise<String> promise = new Promise<>(loop);

    CurrentTaskTest(LoopKind kind) {
        super(kind);
    }

    @AfterEach
    void nothingIsLeftOnTheThread() {
        String left = LOCAL.get();
        LOCAL.remove();
        assertThat(left).isNull();
    }

    private static String current() {
        try {
            return Tasks.current().name();
        } catch (IllegalStateException none) {
            return "nobody";
        }
    }

    /** Has {@code action} called after each step of a task. */
    private void afterSteps(Consumer<Task<?>> action) {
        loop.setDebug(true);
        loop.setSlowCallbackDuration(Duration.ZERO);
        loop.setMonitor(new LoopMonitor() {
            @Override
            public void slowStep(EventLoop where, Object step, Duration took) {
                if (step instanceof Task<?> task) {
                    action.accept(task);
                }
            }
        });
    }

    @Async
    private Coroutine<String> waiting() {
        return Coroutine.of(Await.on(promise));
    }

    @Async
    private Coroutine<Void> readsThreeTimes() {
        for (int i = 0; i < 3; i++) {
            log(VARIABLE.orElse("none"));
            Await.on(Tasks.yieldNow());
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> carries() {
        CARRIED.set("mine");
        for (int i = 0; i < 3; i++) {
            log("" + LOCAL.get());
            Await.on(Tasks.yieldNow());
        }
        return Coroutine.done();
    }

    @Test
    void no_task_is_current_when_its_step_is_reported() {
        List<String> seen = new ArrayList<>();
        afterSteps(task -> seen.add(current()));
        run(readsThreeTimes());
        assertThat(seen).isNotEmpty().containsOnly("nobody");
    }

    @Test
    void the_stack_of_a_task_whose_step_is_reported_is_where_it_waits() {
        List<String> stack = new ArrayList<>();
        afterSteps(task -> task.stack().forEach(call -> stack.add(call.getMethodName())));
        Task<String> task = Tasks.startOn(loop, waiting());
        virtual.runReady();
        assertThat(stack).containsExactly("waiting");
        promise.complete("x");
        virtual.runReady();
        assertThat(task.result()).isEqualTo("x");
    }

    @Test
    void what_the_monitor_sets_is_not_the_tasks() {
        afterSteps(task -> VARIABLE.set("monitor's"));
        run(readsThreeTimes());
        assertThat(events).containsExactly("none", "none", "none");
    }

    @Test
    void a_look_at_a_context_from_the_monitor_does_not_keep_what_it_carries_from_the_thread() {
        afterSteps(task -> {
            Context.current();
            task.context().contains(VARIABLE);
        });
        run(carries());
        assertThat(events).containsExactly("mine", "mine", "mine");
    }

    @Async
    private CompletableFuture<String> hot(Task<String> task) {
        return CompletableFuture.completedFuture(Await.on(task));
    }

    @Test
    void a_task_that_has_ended_is_not_current_for_what_its_end_sets_off() {
        List<String> seen = new ArrayList<>();
        Task<String> task = Tasks.startOn(loop, waiting());
        CompletableFuture<Void> after = hot(task).thenRun(() -> seen.add(current()));
        virtual.runReady();
        promise.complete("x");
        virtual.runReady();
        assertThat(after).isDone();
        assertThat(seen).containsExactly("nobody");
    }

    private boolean overflows;

    /** Overflows the stack where a hot call gives back to the thread what it has carried. */
    private final ContextVar<String> overflowing = ContextVar.of(new ThreadContextElement<String>() {
        @Override
        public String capture() {
            return "state";
        }

        @Override
        public void restore(String state) {
            if (overflows) {
                overflows = false;
                throw new StackOverflowError();
            }
        }
    });

    @Async
    private CompletableFuture<String> hotAndOverflowing() {
        overflows = true;
        return CompletableFuture.failedFuture(new IOException());
    }

    @Async
    private Coroutine<Void> callsHot() {
        overflowing.set("state");
        try {
            hotAndOverflowing();
        } catch (StackOverflowError expected) {
            log("overflow");
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<String> name() {
        Await.on(Tasks.yieldNow());
        return Coroutine.of(current());
    }

    @Test
    void a_hot_call_that_overflows_the_stack_at_its_end_does_not_stay_the_current_task() {
        run(callsHot());
        Task<String> later = Tasks.startOn(loop, name());
        loop.callSoon(() -> log(current()));
        assertThat(run(later)).isEqualTo(later.name());
        assertThat(events).containsExactly("overflow", "nobody");
    }
}
