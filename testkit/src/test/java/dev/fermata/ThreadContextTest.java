package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Thread-locals that follow a task: case B93 of the bytecode, for those that a task carries. */
class ThreadContextTest extends Programs {

    private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
    private static final ContextVar<String> CARRIED = ContextVar.ofThreadLocal(LOCAL);

    ThreadContextTest(LoopKind kind) {
        super(kind);
    }

    @AfterEach
    void nothing_is_left_in_the_thread() {
        String left = LOCAL.get();
        LOCAL.remove();
        assertThat(left).isNull();
    }

    /** Notes what the thread-local is at each step, and changes it at each. */
    @Async
    private Coroutine<Void> counting(String name) {
        CARRIED.set(name);
        for (int i = 0; i < 3; i++) {
            log(LOCAL.get());
            LOCAL.set(LOCAL.get() + i);
            Await.on(Tasks.yieldNow());
        }
        log(LOCAL.get());
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> watching(List<String> seen) {
        for (int i = 0; i < 5; i++) {
            seen.add(LOCAL.get());
            Await.on(Tasks.yieldNow());
        }
        return Coroutine.done();
    }

    @Test
    void a_task_sees_its_own_value_at_every_step_and_others_see_theirs() {
        List<String> seen = new ArrayList<>();
        run(all(List.of(counting("a"), counting("b"), watching(seen))));
        assertThat(events).containsExactly("a", "b", "a0", "b0", "a01", "b01", "a012", "b012");
        assertThat(seen).containsOnly((String) null);
    }

    @Async
    private static Coroutine<Void> all(List<Coroutine<Void>> children) {
        Await.on(Tasks.gather(children));
        return Coroutine.done();
    }

    @Test
    void the_loop_gets_its_own_value_back_after_every_step() {
        List<String> between = new ArrayList<>();
        Task<Void> task = Tasks.startOn(loop, counting("task"));
        LOCAL.set("loop");
        try {
            loop.callSoon(() -> noteUntilDone(task, between));
            run(task);
            between.add(LOCAL.get());
        } finally {
            LOCAL.remove();
        }
        assertThat(between).hasSizeGreaterThan(4).containsOnly("loop");
        assertThat(events).containsExactly("task", "task0", "task01", "task012");
    }

    /** Notes once in each iteration what the thread-local is outside of the task. */
    private void noteUntilDone(Task<Void> task, List<String> between) {
        between.add(LOCAL.get());
        if (!task.isDone()) {
            loop.callSoon(() -> noteUntilDone(task, between));
        }
    }

    @Test
    void what_a_task_starts_inherits_the_value_of_that_moment() {
        run(starting());
        assertThat(events)
                .containsExactly("hot changed", "child changed", "callback changed", "thread changed", "changed");
    }

    @Async
    private Coroutine<Void> starting() {
        CARRIED.set("set");
        LOCAL.set("changed");
        Task<Void> child = Tasks.start(noting("child"));
        Task<Void> hot = Tasks.startEagerly(noting("hot"));
        assertThat(LOCAL.get()).isEqualTo("changed");
        Promise<Void> promise = new Promise<>();
        promise.complete(null);
        loop.callSoon(() -> note("callback"));
        Await.on(Tasks.yieldNow());
        Await.on(Tasks.toThread(() -> {
            note("thread");
            return null;
        }));
        Await.on(child);
        Await.on(hot);
        log(LOCAL.get());
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> noting(String name) {
        note(name);
        return Coroutine.done();
    }

    private void note(String name) {
        log(name + " " + LOCAL.get());
        LOCAL.set("changed by " + name);
    }

    @Test
    void a_hot_call_goes_on_with_its_value_on_the_completing_thread() throws Exception {
        CompletableFuture<Void> signal = new CompletableFuture<>();
        LOCAL.set("caller");
        CompletableFuture<String> call;
        try {
            call = carrying(signal);
            assertThat(LOCAL.get()).isEqualTo("caller");
        } finally {
            LOCAL.remove();
        }
        List<String> afterwards = new ArrayList<>();
        Thread completer = new Thread(() -> {
            LOCAL.set("completer");
            signal.complete(null);
            afterwards.add(LOCAL.get());
        });
        completer.start();
        completer.join();
        assertThat(call.join()).isEqualTo("caller, changed");
        assertThat(afterwards).containsExactly("completer");
    }

    @Async
    private CompletableFuture<String> carrying(CompletableFuture<Void> signal) {
        String seen = LOCAL.get();
        CARRIED.set(seen);
        LOCAL.set("changed");
        Await.on(signal);
        return CompletableFuture.completedFuture(seen + ", " + LOCAL.get());
    }

    @Test
    void a_token_ends_the_carrying() {
        run(carryingForAWhile());
        assertThat(events).containsExactly("inside", "null", "null");
    }

    @Async
    private Coroutine<Void> carryingForAWhile() {
        try (var token = CARRIED.set("inside")) {
            Await.on(Tasks.yieldNow());
            log(LOCAL.get());
        }
        log(String.valueOf(LOCAL.get()));
        Await.on(Tasks.yieldNow());
        log(String.valueOf(CARRIED.get()));
        return Coroutine.done();
    }

    @Test
    void nested_contexts_give_each_other_back_what_they_had() {
        Context outer = new Context();
        Context inner = new Context();
        outer.run(() -> CARRIED.set("outer"));
        inner.run(() -> CARRIED.set("inner"));
        assertThat(LOCAL.get()).isNull();
        outer.run(() -> {
            inner.run(() -> {
                log(LOCAL.get());
                LOCAL.set("inner 2");
            });
            log(LOCAL.get());
            outer.run(() -> log(LOCAL.get()));
        });
        assertThat(LOCAL.get()).isNull();
        inner.run(() -> log(LOCAL.get()));
        assertThat(events).containsExactly("inner", "outer", "outer", "inner 2");
    }

    @Test
    void a_callback_that_begins_to_carry_leaves_nothing_behind() {
        CountDownLatch ran = new CountDownLatch(1);
        loop.callSoon(() -> {
            CARRIED.set("callback");
            ran.countDown();
        });
        run(Tasks.sleep(seconds(1)));
        assertThat(ran.getCount()).isZero();
        assertThat(LOCAL.get()).isNull();
    }
}
