package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TaskStackTest extends Programs {

    private static final String HERE = "dev.fermata.TaskStackTest";

    private final Promise<String> promise = new Promise<>(loop);
    private final List<StackTraceElement> seen = new ArrayList<>();
    private int innerLine;
    private int outerLine;

    TaskStackTest(LoopKind kind) {
        super(kind);
    }

    /** The line of the caller. */
    private static int line() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
    }

    private static List<String> calls(List<StackTraceElement> stack) {
        return stack.stream()
                .filter(call -> call.getClassName().equals(HERE))
                .map(call -> call.getMethodName() + " " + call.getFileName() + ":" + call.getLineNumber())
                .toList();
    }

    @Async
    private Coroutine<String> inner() {
        innerLine = line() + 1;
        String value = Await.on(promise);
        seen.addAll(Tasks.current().stack());
        return Coroutine.of(value);
    }

    @Async
    private Coroutine<String> outer() {
        outerLine = line() + 1;
        String value = Await.on(inner());
        seen.addAll(Tasks.current().stack());
        return Coroutine.of(value);
    }

    @Async
    private Coroutine<String> outermost() {
        String value = Await.on(outer());
        return Coroutine.of(value);
    }

    @Test
    @Case("T16")
    void the_stack_of_a_suspended_task_has_its_calls_with_their_lines() {
        Task<String> task = Tasks.startOn(loop, outer());
        virtual.runReady();
        assertThat(calls(task.stack()))
                .containsExactly("inner TaskStackTest.java:" + innerLine, "outer TaskStackTest.java:" + outerLine);
    }

    @Test
    @Case("T16")
    void the_stack_of_a_task_that_has_not_begun_is_the_beginning_of_its_method() {
        Task<String> task = Tasks.startOn(loop, outer());
        assertThat(task.stack()).singleElement().satisfies(call -> {
            assertThat(call.getMethodName()).isEqualTo("outer");
            assertThat(call.getLineNumber()).isPositive();
        });
    }

    @Test
    @Case("T16")
    void the_stack_of_a_running_task_has_the_awaiting_calls_too() {
        Task<String> task = Tasks.startOn(loop, outermost());
        virtual.runReady();
        promise.complete("value");
        assertThat(run(task)).isEqualTo("value");
        assertThat(seen.stream().map(StackTraceElement::getMethodName))
                .containsExactly("inner", "outer", "outermost", "outer", "outermost");
    }

    @Test
    @Case("T16")
    void the_stack_of_a_task_on_its_first_run_has_the_awaiting_calls_too() {
        promise.complete("value");
        run(outermost());
        assertThat(seen.stream().map(StackTraceElement::getMethodName))
                .containsExactly("inner", "outer", "outermost", "outer", "outermost");
    }

    @Test
    @Case("T16")
    void a_task_that_is_done_has_no_stack() {
        Task<String> task = Tasks.startOn(loop, after(1, "a"));
        run(task);
        assertThat(task.stack()).isEmpty();
    }

    @Async
    private CompletableFuture<String> hot() {
        String value = Await.on(promise);
        return CompletableFuture.completedFuture(value);
    }

    @Async
    private Coroutine<String> callingHot() {
        String value = Await.on(hot());
        return Coroutine.of(value);
    }

    @Test
    @Case("T16")
    void a_hot_call_is_a_task_with_a_stack_of_its_own() {
        Task<String> task = Tasks.startOn(loop, callingHot());
        virtual.runReady();
        assertThat(task.stack()).extracting(StackTraceElement::getMethodName).containsExactly("callingHot");
        assertThat(task.waitingFor())
                .singleElement()
                .satisfies(awaited -> assertThat(((Task<?>) awaited).stack())
                        .extracting(StackTraceElement::getMethodName)
                        .containsExactly("hot"));
    }

    @Test
    @Case("T16")
    void a_lambda_has_the_name_that_stack_traces_give_it() {
        Task<String> task = Tasks.startOn(loop, TaskGroup.run(group -> {
            String value = Await.on(promise);
            return Coroutine.of(value);
        }));
        virtual.runReady();
        assertThat(task.stack().get(0).getMethodName()).matches("lambda\\$a_lambda_has_the_name.*\\$\\d+");
        assertThat(task.stack().get(1).getClassName()).isEqualTo("dev.fermata.TaskGroup");
    }

    @Test
    @Case("T16")
    void a_printed_stack_names_the_task_and_what_it_waits_for() {
        Task<String> task = Tasks.startOn(loop, outer());
        task.setName("apple");
        virtual.runReady();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        task.printStack(new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "apple[pending, awaiting Promise[pending]]",
                        "    at dev.fermata.TaskStackTest.inner(TaskStackTest.java:" + innerLine + ")",
                        "    at dev.fermata.TaskStackTest.outer(TaskStackTest.java:" + outerLine + ")");
    }
}
