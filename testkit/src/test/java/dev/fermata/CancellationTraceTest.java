package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationTraceTest extends Programs {

    private Cancellation caught;

    CancellationTraceTest(LoopKind kind) {
        super(kind);
    }

    @Async
    private Coroutine<Void> outer() {
        try {
            Await.on(middle());
        } catch (Cancellation cancellation) {
            caught = cancellation;
            throw cancellation;
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> middle() {
        Await.on(inner());
        log("never");
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> inner() {
        Await.on(Tasks.sleep(seconds(9)));
        log("never");
        return Coroutine.done();
    }

    private void cancelAfterASecond() {
        Task<Void> task = Tasks.startOn(loop, outer());
        loop.callLater(seconds(1), task::cancel);
        run(Tasks.gatherSettled(List.of(task)));
    }

    @Test
    @Case("X15")
    void the_trace_of_a_cancellation_has_every_awaiting_frame() {
        cancelAfterASecond();
        assertThat(caught.getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .containsExactly("inner", "middle", "outer");
        assertThat(caught.getStackTrace())
                .extracting(StackTraceElement::getFileName)
                .containsOnly("CancellationTraceTest.java");
        assertThat(Arrays.stream(caught.getStackTrace()).map(StackTraceElement::getLineNumber))
                .doesNotHaveDuplicates()
                .allMatch(line -> line > 10);
    }

    @Async
    private Coroutine<Void> recursion(int depth) {
        if (depth == 0) {
            Await.on(outer());
        } else {
            Await.on(recursion(depth - 1));
        }
        log("never");
        return Coroutine.done();
    }

    @Test
    void of_a_deep_recursion_the_trace_has_the_innermost_hundred() {
        Task<Void> task = Tasks.startOn(loop, recursion(10_000));
        loop.callLater(seconds(1), task::cancel);
        run(Tasks.gatherSettled(List.of(task)));
        assertThat(caught.getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .startsWith("inner", "middle", "outer", "recursion")
                .hasSize(100);
    }

    @Test
    @Case("X15")
    void a_task_that_was_asked_before_it_suspends_has_a_trace_too() {
        run(asking());
        assertThat(caught.getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .startsWith("inner", "middle", "outer")
                .endsWith("asking");
    }

    @Async
    private Coroutine<Void> asking() {
        CancelScope scope = new CancelScope();
        scope.cancel();
        Await.on(scope.run(outer()));
        return Coroutine.done();
    }
}
