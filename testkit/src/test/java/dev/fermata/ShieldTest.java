package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ShieldTest extends Programs {

    private final IOException failure = new IOException("first");

    ShieldTest(LoopKind kind) {
        super(kind);
    }

    @Async
    private <T> Coroutine<T> awaiting(Awaitable<T> awaited) {
        return Coroutine.of(Await.on(awaited));
    }

    @Async
    private <T> Coroutine<T> shielding(Awaitable<T> awaited) {
        return Coroutine.of(Await.on(Tasks.shield(awaited)));
    }

    private void cancelAfter(long seconds, Promise<?> promise) {
        loop.callLater(seconds(seconds), promise::cancel);
    }

    @Test
    @Case("S1")
    void what_becomes_of_the_inner_one_becomes_of_the_outer_one() {
        assertThat(run(shielding(after(1, "x")))).isEqualTo("x");
        assertThatThrownBy(() -> run(shielding(failAfter(1, failure)))).isSameAs(failure);
        Promise<String> inner = new Promise<>(loop);
        cancelAfter(1, inner);
        Promise<String> outer = Tasks.shield(inner);
        assertThatThrownBy(() -> run(awaiting(outer))).isInstanceOf(CancellationException.class);
        assertThat(outer.isCancelled()).isTrue();
    }

    @Test
    @Case({"S2", "S3"})
    void the_inner_one_goes_on_when_the_outer_one_is_cancelled() {
        Task<String> inner = Tasks.startOn(loop, after(3, "inner"));
        Task<String> outer = Tasks.startOn(loop, shielding(inner));
        cancelAfter(1, outer);
        assertThatThrownBy(() -> run(outer)).isInstanceOf(CancellationException.class);
        assertThat(now()).isEqualTo(1);
        assertThat(run(inner)).isEqualTo("inner");
        assertThat(reported).isEmpty();
    }

    @Test
    @Case("S3")
    void a_failure_after_the_cancellation_is_reported_once() {
        Task<String> inner = Tasks.startOn(loop, failAfter(3, failure));
        Task<String> first = Tasks.startOn(loop, shielding(inner));
        Task<String> second = Tasks.startOn(loop, shielding(inner));
        cancelAfter(1, first);
        cancelAfter(1, second);
        run(after(5, "later"));
        loop.close();
        assertThat(reported).extracting(context -> context.exception()).containsExactly(failure);
    }

    @Test
    @Case("S4")
    void what_is_done_is_returned_as_it_is() {
        Promise<String> done = new Promise<>(loop);
        done.complete("x");
        assertThat(Tasks.shield(done)).isSameAs(done);
    }

    @Test
    @Case("S5")
    void a_shielded_gathering_keeps_its_children() {
        Task<List<String>> task = Tasks.startOn(loop, gatheringShielded());
        cancelAfter(1, task);
        assertThatThrownBy(() -> run(task)).isInstanceOf(CancellationException.class);
        run(after(5, "later"));
        assertThat(events).containsExactly("a", "b", "later");
    }

    @Async
    private Coroutine<List<String>> gatheringShielded() {
        return Coroutine.of(Await.on(Tasks.shield(Tasks.gather(after(2, "a"), after(3, "b")))));
    }

    @Test
    @Case("S5")
    void a_cancelled_gathering_of_shields_leaves_what_they_shield_alone() {
        Task<String> a = Tasks.startOn(loop, after(2, "a"));
        Promise<List<String>> gathering = Tasks.gather(Tasks.shield(a));
        cancelAfter(1, gathering);
        assertThatThrownBy(() -> run(gathering)).isInstanceOf(CancellationException.class);
        assertThat(run(a)).isEqualTo("a");
    }

    @Test
    @Case("S6")
    void a_coroutine_needs_a_loop() {
        Coroutine<String> coroutine = after(1, "x");
        assertThatIllegalStateException().isThrownBy(() -> Tasks.shield(coroutine));
        assertThat(run(shielding(coroutine))).isEqualTo("x");
    }

    @Test
    @Case("S7")
    void a_timeout_leaves_what_is_shielded_running() {
        Task<String> inner = Tasks.startOn(loop, after(3, "inner"));
        for (long limit : new long[] {0, 1}) {
            assertThatThrownBy(() -> run(Tasks.waitFor(seconds(limit), Tasks.shield(inner))))
                    .isInstanceOf(TimeoutException.class);
            assertThat(inner.isDone()).isFalse();
        }
        assertThat(run(shielding(inner))).isEqualTo("inner");
    }

    @Test
    void a_shielded_body_ends_before_the_cancellation_comes() {
        Task<String> task = Tasks.startOn(loop, withShieldedPart());
        cancelAfter(1, task);
        assertThatThrownBy(() -> run(task)).isInstanceOf(CancellationException.class);
        assertThat(events).containsExactly("kept", "kept at 3", "rest cancelled");
        assertThat(now()).isEqualTo(3);
    }

    @Async
    private Coroutine<String> withShieldedPart() {
        String kept = Await.on(Tasks.shielded(after(3, "kept")));
        log(kept + " at " + now());
        return after(100, "rest");
    }

    @Test
    void a_timeout_inside_a_shielded_body_works_and_one_outside_waits() {
        assertThatThrownBy(() -> run(Tasks.withTimeout(seconds(2), outsideAndInside())))
                .isInstanceOf(TimeoutException.class);
        assertThat(events).containsExactly("inside", "outside cancelled");
        assertThat(now()).isEqualTo(5);
    }

    @Async
    private Coroutine<String> outsideAndInside() {
        try {
            Await.on(Tasks.shielded(Tasks.withTimeout(seconds(5), Tasks.sleep(seconds(100)))));
        } catch (Exception timeout) {
            log("inside");
        }
        return after(100, "outside");
    }

    private WeakReference<Promise<String>> cancelled(Promise<String> outer) {
        outer.cancel();
        run(Tasks.yieldNow());
        run(Tasks.yieldNow());
        return new WeakReference<>(outer);
    }

    private static void assertIsGarbage(WeakReference<?> reference) {
        for (int i = 0; i < 1_000 && reference.get() != null; i++) {
            System.gc();
        }
        assertThat(reference.get()).isNull();
    }

    @Test
    void a_shield_that_was_cancelled_leaves_no_trace_in_what_it_has_shielded() {
        Promise<String> inner = new Promise<>(loop);
        assertIsGarbage(cancelled(Tasks.shield(inner)));
        assertThat(inner.isDone()).isFalse();
    }

    @Test
    void a_stream_of_completions_that_was_closed_leaves_no_trace_in_the_promises_of_others() {
        Promise<String> inner = new Promise<>(loop);
        WeakReference<?> closed = new WeakReference<>(run(closedCompletions(inner)));
        assertIsGarbage(closed);
        assertThat(inner.isDone()).isFalse();
    }

    @Async
    private Coroutine<Object> closedCompletions(Promise<String> inner) {
        var completions = Tasks.asCompleted(List.of(inner));
        Await.on(completions.closeAsync());
        return Coroutine.of(completions);
    }

    @Test
    void a_gathering_that_has_failed_leaves_no_trace_in_the_promises_of_others() {
        Promise<String> inner = new Promise<>(loop);
        assertIsGarbage(failedGathering(inner));
        assertThat(inner.isDone()).isFalse();
    }

    private WeakReference<?> failedGathering(Promise<String> inner) {
        Promise<String> broken = new Promise<>(loop);
        Promise<List<String>> gathering = Tasks.gather(List.of(inner, broken));
        broken.fail(new IOException("broken"));
        assertThatThrownBy(() -> run(awaiting(gathering))).hasMessage("broken");
        return new WeakReference<>(gathering);
    }
}
