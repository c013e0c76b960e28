package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Promises and tasks: what takes a program to show. */
@Timeout(60)
class SmallCasesTest extends Programs {

    SmallCasesTest(LoopKind kind) {
        super(kind);
    }

    @Async
    private Coroutine<Boolean> awaitingItsOwnFuture() {
        Promise<String> promise = new Promise<>();
        CompletableFuture<String> future = promise.toCompletableFuture();
        Task<String> waiting = Tasks.start(awaiting(future));
        Await.on(Tasks.yieldNow());
        boolean direct = waiting.toString().contains("awaiting Promise");
        promise.complete("x");
        Await.on(waiting);
        return Coroutine.of(direct);
    }

    @Async
    private Coroutine<String> awaiting(CompletableFuture<String> future) {
        return Coroutine.of(Await.on(future));
    }

    @Test
    @Case("F13")
    void a_future_of_a_promise_is_awaited_as_the_promise_itself() {
        assertThat(run(awaitingItsOwnFuture())).isTrue();
        Promise<String> promise = new Promise<>(loop);
        assertThat(Tasks.ensurePromise(loop, promise)).isSameAs(promise);
    }

    @Async
    private Coroutine<String> cancelledTooLate() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Task<String> waiting = Tasks.start(awaiting(future));
        Await.on(Tasks.yieldNow());
        future.complete("x");
        waiting.cancel();
        String result = Await.on(waiting);
        return Coroutine.of(result + " " + future.join() + " " + future.isCancelled());
    }

    @Test
    @Case("F16")
    void a_future_that_was_done_before_the_cancellation_keeps_and_delivers_its_result() {
        assertThat(run(cancelledTooLate())).isEqualTo("x x false");
    }

    private WeakReference<Throwable> thrown;

    @Async
    private Coroutine<Void> noting() {
        try {
            Await.on(Tasks.sleep(seconds(1)));
        } catch (Cancellation cancellation) {
            thrown = new WeakReference<>(cancellation);
            throw cancellation;
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Task<Void>> cancellingOne() {
        Task<Void> task = Tasks.start(noting());
        Await.on(Tasks.yieldNow());
        task.cancel("why");
        Await.on(Tasks.sleep(seconds(1)));
        return Coroutine.of(task);
    }

    @Async
    private Coroutine<Void> cancellingAnother() {
        WeakReference<Throwable> first = thrown;
        Await.on(cancellingOne());
        thrown = first;
        return Coroutine.done();
    }

    @Test
    @Case("F21")
    void a_cancelled_task_does_not_keep_the_exception() {
        Task<Void> cancelled = run(cancellingOne());
        for (int i = 0; i < 100 && thrown.get() != null; i++) {
            run(cancellingAnother()); // since compiled code may leave in the thread what it has thrown last
            System.gc();
        }
        assertThat(thrown.get()).isNull();
        assertThat(cancelled.isCancelled()).isTrue();
    }

    @Test
    @Case("T7")
    void what_is_no_coroutine_cannot_be_started() {
        // What is not an Awaitable does not compile; null is what is left.
        for (int i = 0; i < 2; i++) {
            assertThatNullPointerException().isThrownBy(() -> Tasks.startOn(loop, null));
        }
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @Async
    private Coroutine<Void> failingInACatch(IOException first, IOException second) {
        Task<Object> inner = Tasks.start(failAfter(1, second));
        try {
            throw first;
        } catch (IOException handled) {
            Await.on(inner);
        }
        return Coroutine.done();
    }

    @Test
    @Case("T14")
    void a_failure_is_not_changed_by_what_its_awaiter_is_handling() {
        IOException handled = new IOException("handled");
        IOException cause = new IOException("cause");
        IOException awaited = new IOException("awaited", cause);
        assertThatThrownBy(() -> run(failingInACatch(handled, awaited))).isSameAs(awaited);
        assertThat(awaited).hasCause(cause);
        assertThat(awaited.getSuppressed()).isEmpty();
        assertThat(handled).hasNoCause();
    }

    @Async
    private Coroutine<Integer> tree(int depth) {
        if (depth == 0) {
            return Coroutine.of(1);
        }
        Promise<List<Integer>> children =
                Tasks.gather(Tasks.startEagerly(tree(depth - 1)), Tasks.startEagerly(tree(depth - 1)));
        if (!children.isDone()) {
            log("had to wait");
        }
        List<Integer> sums = Await.on(children);
        return Coroutine.of(sums.get(0) + sums.get(1));
    }

    @Async
    private Coroutine<List<Object>> eagerTree() {
        List<String> turns = new ArrayList<>();
        loop.callSoon(() -> turns.add("others"));
        Task<Integer> sum = Tasks.startEagerly(tree(8));
        return Coroutine.of(
                List.of(sum.isDone(), sum.result(), turns.size(), Tasks.all().size()));
    }

    @Test
    @Case("EA6")
    void a_tree_of_coroutines_that_do_not_suspend_is_done_without_a_turn_of_the_loop() {
        assertThat(run(eagerTree())).containsExactly(true, 256, 0, 1);
        assertThat(events).isEmpty();
    }
}
