package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.ContextVar.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ContextVarTest extends Programs {

    private static final ContextVar<String> USER = new ContextVar<>("user", "nobody");
    private static final ContextVar<Integer> DEPTH = new ContextVar<>("depth");

    ContextVarTest(LoopKind kind) {
        super(kind);
    }

    /** Runs {@code test} in a context of its own, so that nothing stays with the thread of the tests. */
    private static void inContext(Runnable test) {
        new Context().run(test);
    }

    @Async
    private Coroutine<String> settingAfter(long seconds, String value) {
        String seen = USER.get();
        USER.set(value);
        Await.on(Tasks.sleep(seconds(seconds)));
        assertThat(USER.get()).isEqualTo(value);
        log(seen + " -> " + value);
        return Coroutine.of(seen);
    }

    // Variables and tokens

    @Test
    void a_variable_without_a_value_has_its_initial_one_or_none() {
        inContext(() -> {
            assertThat(USER.get()).isEqualTo("nobody");
            assertThat(USER.orElse("other")).isEqualTo("other");
            assertThat(new ContextVar<>("nothing", null).get()).isNull();
            assertThatThrownBy(DEPTH::get)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("depth");
        });
    }

    @Test
    void a_token_restores_what_was_there_before() {
        inContext(() -> {
            try (var outer = USER.set("ada")) {
                try (var inner = USER.set(null)) {
                    assertThat(USER.get()).isNull();
                }
                assertThat(USER.get()).isEqualTo("ada");
            }
            assertThat(Context.current().contains(USER)).isFalse();
        });
    }

    @Test
    void a_token_is_good_once_for_its_variable_in_its_context() {
        inContext(() -> {
            ContextVar<String> other = new ContextVar<>("other");
            Token<String> token = USER.set("ada");
            assertThatIllegalArgumentException().isThrownBy(() -> other.reset(token));
            Context copy = Context.copyOfCurrent();
            assertThatIllegalStateException().isThrownBy(() -> copy.run(token::close));
            USER.reset(token);
            assertThatIllegalStateException().isThrownBy(token::close);
        });
    }

    @Test
    void many_variables_keep_their_values_apart() {
        inContext(() -> {
            List<ContextVar<Integer>> variables = new ArrayList<>();
            List<Token<Integer>> tokens = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                variables.add(new ContextVar<>("v" + i));
                tokens.add(variables.get(i).set(i));
            }
            for (int i = 0; i < 100; i += 2) {
                tokens.get(i).close();
            }
            for (int i = 0; i < 100; i++) {
                assertThat(variables.get(i).orElse(-1)).isEqualTo(i % 2 == 0 ? -1 : i);
            }
            assertThat(Context.current().variables()).hasSize(50).contains(variables.get(1));
        });
    }

    // Tasks

    @Test
    @Case("V1")
    void a_task_has_a_copy_from_where_it_was_started() {
        assertThat(run(startingTwo())).isEqualTo(List.of("main", "main", "main"));
        assertThat(events).containsExactly("main -> b", "main -> a");
    }

    @Async
    private Coroutine<List<String>> startingTwo() {
        USER.set("main");
        Task<String> a = Tasks.start(settingAfter(2, "a"));
        Task<String> b = Tasks.start(settingAfter(1, "b"));
        USER.set("changed later");
        String first = Await.on(a);
        String second = Await.on(b);
        assertThat(USER.get()).isEqualTo("changed later");
        return Coroutine.of(List.of(first, second, "main"));
    }

    @Test
    @Case("V1")
    void what_a_task_sets_does_not_stay_with_its_thread() {
        virtual.runReady(); // a hosted loop comes to this thread
        inContext(() -> {
            USER.set("thread");
            assertThat(run(settingAfter(1, "task"))).isEqualTo("thread");
            assertThat(USER.get()).isEqualTo("thread");
        });
    }

    @Test
    @Case("V1")
    void what_an_awaited_coroutine_sets_is_seen_by_its_caller() {
        assertThat(run(callingOneThatSets())).isEqualTo("set inside");
    }

    @Async
    private Coroutine<String> callingOneThatSets() {
        Await.on(settingAfter(1, "set inside"));
        return Coroutine.of(USER.get());
    }

    @Test
    @Case("V3")
    void an_explicit_context_is_shared() {
        inContext(() -> {
            Context shared = new Context();
            shared.run(() -> USER.set("shared"));
            Task<String> task = Tasks.startOn(loop, shared, settingAfter(1, "changed"));
            assertThat(run(task)).isEqualTo("shared");
            assertThat(task.context()).isSameAs(shared);
            assertThat(shared.get(USER)).isEqualTo("changed");
            assertThat(USER.get()).isEqualTo("nobody");
        });
    }

    @Test
    @Case("V3")
    void tasks_that_share_a_context_see_each_other() {
        assertThat(run(sharing())).isEqualTo("b");
        assertThat(events).containsExactly("nobody -> a", "a -> b");
    }

    @Async
    private Coroutine<String> sharing() {
        Context shared = new Context();
        Await.on(Tasks.start(shared, settingAfter(1, "a")));
        Await.on(Tasks.startEagerly(shared, settingAfter(1, "b")));
        return Coroutine.of(shared.get(USER));
    }

    @Test
    @Case("V3")
    void the_context_of_a_task_is_its_own_and_can_be_asked_for() {
        assertThat(run(askingForContext())).isTrue();
    }

    @Async
    private Coroutine<Boolean> askingForContext() {
        Context own = Tasks.current().context();
        USER.set("x");
        assertThat(own).isSameAs(Context.current());
        assertThat(own.get(USER)).isEqualTo("x");
        Await.on(Tasks.sleep(seconds(1)));
        assertThat(Context.current()).isSameAs(own);
        Task<String> child = Tasks.start(settingAfter(1, "y"));
        assertThat(child.context()).isNotSameAs(own);
        Await.on(child);
        return Coroutine.of(child.context().get(USER).equals("y"));
    }

    @Test
    @Case("TG19")
    void a_name_or_a_context_reaches_the_task_of_a_group() {
        Context context = new Context();
        context.run(() -> USER.set("given"));
        String seen = run(TaskGroup.run(group -> {
            Task<String> named = group.start("named", settingAfter(1, "a"));
            assertThat(named.name()).isEqualTo("named");
            Task<String> placed = group.start(context, settingAfter(1, "b"));
            assertThat(Await.on(named)).isEqualTo("nobody");
            return Coroutine.of(Await.on(placed));
        }));
        assertThat(seen).isEqualTo("given");
        assertThat(context.get(USER)).isEqualTo("b");
    }

    // Hot calls

    @Async
    private CompletableFuture<String> hot(CompletableFuture<Void> signal) {
        String seen = USER.get();
        USER.set("hot");
        Await.on(signal);
        return CompletableFuture.completedFuture(seen + ", " + USER.get());
    }

    @Test
    @Case("V1")
    void a_hot_call_outside_of_loops_has_a_copy_too() {
        inContext(() -> {
            CompletableFuture<Void> signal = new CompletableFuture<>();
            USER.set("caller");
            CompletableFuture<String> call = hot(signal);
            assertThat(USER.get()).isEqualTo("caller");
            USER.set("completer");
            signal.complete(null);
            assertThat(call.join()).isEqualTo("caller, hot");
            assertThat(USER.get()).isEqualTo("completer");
        });
    }

    @Test
    void a_hot_call_leaves_the_context_of_the_calling_task_alone() {
        assertThat(run(callingHot())).isEqualTo("task");
    }

    @Async
    private Coroutine<String> callingHot() {
        USER.set("task");
        CompletableFuture<Void> signal = new CompletableFuture<>();
        CompletableFuture<String> call = hot(signal);
        assertThat(USER.get()).isEqualTo("task");
        signal.complete(null);
        assertThat(Await.on(call)).isEqualTo("task, hot");
        return Coroutine.of(USER.get());
    }

    // Callbacks

    @Test
    @Case("C8")
    void a_callback_has_a_copy_of_the_context_in_which_it_was_registered() {
        run(schedulingCallbacks());
        assertThat(events).containsExactly("soon registered", "done registered", "later registered");
    }

    @Async
    private Coroutine<Void> schedulingCallbacks() {
        USER.set("registered");
        Promise<Void> promise = new Promise<>();
        loop.callSoon(() -> logAndChange("soon"));
        loop.callLater(seconds(2), () -> logAndChange("later"));
        promise.addDoneCallback(done -> logAndChange("done"));
        USER.set("changed");
        Tasks.start(new Context(), completing(promise));
        Await.on(Tasks.sleep(seconds(3)));
        assertThat(USER.get()).isEqualTo("changed");
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> completing(Promise<Void> promise) {
        promise.complete(null);
        return Coroutine.done();
    }

    private void logAndChange(String name) {
        log(name + " " + USER.get());
        USER.set("by callback");
    }

    @Test
    @Case("C8")
    void callbacks_do_not_see_what_others_have_set() {
        loop.callSoon(() -> logAndChange("first"));
        loop.callSoon(() -> logAndChange("second"));
        Promise<Void> promise = new Promise<>(loop);
        promise.addDoneCallback(done -> logAndChange("done"));
        loop.callSoon(() -> {
            USER.set("completer");
            promise.complete(null);
        });
        run(Tasks.sleep(seconds(1)));
        assertThat(events).containsExactly("first nobody", "second nobody", "done nobody");
        assertThat(USER.get()).isEqualTo("nobody");
    }

    @Test
    @Case("DG5")
    void the_exception_handler_runs_in_the_context_of_a_failed_callback() {
        loop.setExceptionHandler((where, context) -> log(USER.get()));
        run(schedulingAFailure());
        assertThat(events).containsExactly("set by itself", "registered", "set before failing");
    }

    @Async
    private Coroutine<Void> schedulingAFailure() {
        loop.callSoon(() -> {
            USER.set("set by itself");
            throw new IllegalStateException();
        });
        USER.set("registered");
        loop.callSoon(() -> {
            throw new IllegalStateException();
        });
        loop.callSoon(() -> {
            USER.set("set before failing");
            throw new IllegalStateException();
        });
        Await.on(Tasks.yieldNow());
        return Coroutine.done();
    }

    @Test
    @Case("DG5")
    void the_exception_handler_runs_in_the_context_of_a_failed_task() {
        loop.setExceptionHandler((where, context) -> log(USER.get()));
        run(startingAFailure());
        assertThat(events).containsExactly("of the task");
    }

    @Async
    private Coroutine<Void> startingAFailure() {
        USER.set("of the starter");
        Tasks.background(failingAs("of the task"));
        Await.on(Tasks.sleep(seconds(2)));
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> failingAs(String user) {
        USER.set(user);
        Await.on(Tasks.sleep(seconds(1)));
        throw Unchecked.rethrow(new IOException());
    }

    @Test
    void work_on_another_thread_sees_the_context_and_changes_only_its_copy() {
        assertThat(run(workingOnAThread())).isEqualTo("task, task");
    }

    @Async
    private Coroutine<String> workingOnAThread() {
        USER.set("task");
        String seen = Await.on(Tasks.toThread(() -> {
            String inside = USER.get();
            USER.set("thread");
            return inside;
        }));
        return Coroutine.of(seen + ", " + USER.get());
    }

    // Contexts

    @Test
    void running_in_a_context_leaves_what_is_set_there() {
        inContext(() -> {
            USER.set("outside");
            Context context = Context.copyOfCurrent();
            context.run(() -> USER.set("inside"));
            assertThat(USER.get()).isEqualTo("outside");
            assertThat(context.get(USER)).isEqualTo("inside");
            assertThat(context.copy().get(USER)).isEqualTo("inside");
            assertThat(context).hasToString("Context[user]");
        });
    }

    @Test
    void what_ran_in_a_context_leaves_none_in_the_thread_though_a_loop_came_to_it_meanwhile() {
        inContext(() -> {
            USER.set("inside");
            run(Tasks.yieldNow());
        });
        loop.close();
        assertThat(USER.get()).isEqualTo("nobody");
    }

    @Test
    void a_context_is_current_on_one_thread_at_a_time() throws Exception {
        Context context = new Context();
        List<Throwable> thrown = new ArrayList<>();
        Thread other = new Thread(() -> {
            try {
                context.run(() -> {});
            } catch (IllegalStateException expected) {
                thrown.add(expected);
            }
        });
        context.call(() -> {
            other.start();
            other.join();
            return null;
        });
        assertThat(thrown).hasSize(1);
        context.run(() -> assertThat(Context.current()).isSameAs(context));
    }

    @Test
    void a_captured_callback_runs_in_a_copy_each_time() {
        inContext(() -> {
            USER.set("captured");
            Runnable callback = Context.capture(() -> logAndChange("run"));
            USER.set("later");
            callback.run();
            callback.run();
            assertThat(USER.get()).isEqualTo("later");
        });
        assertThat(events).containsExactly("run captured", "run captured");
    }

    @Test
    void a_generator_runs_in_the_context_of_whoever_takes_its_elements() {
        assertThat(run(consuming())).isEqualTo("consumer");
    }

    @Async
    private AsyncStream<String> produce() {
        Yield.value(USER.get());
        USER.set("set by the producer");
        return AsyncStream.done();
    }

    @Async
    private Coroutine<String> consuming() {
        AsyncStream<String> stream = produce();
        USER.set("consumer");
        String seen = "";
        for (String element : Await.each(stream)) {
            seen += element;
        }
        assertThat(USER.get()).isEqualTo("set by the producer");
        return Coroutine.of(seen);
    }
}
