package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.loop.EventLoop;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StackDepthTest {

    private static final int MANY = 1_000_000;

    private final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop;
    private final Promise<Integer> promise = new Promise<>(loop);

    private Coroutine<Integer> nested(int depth) {
        return Script.of((point, last) -> {
            if (point == 0) {
                return Script.await(depth == 0 ? promise : nested(depth - 1));
            }
            return (int) last.get() + 1;
        });
    }

    @Test
    void a_million_nested_frames_start_and_resume() {
        Task<Integer> task = Tasks.startOn(loop, nested(MANY));
        virtual.runReady();
        promise.complete(0);
        assertThat(virtual.run(task)).isEqualTo(MANY + 1);
    }

    @Test
    void a_million_nested_frames_return_without_a_suspension() {
        promise.complete(0);
        assertThat(virtual.run(nested(MANY))).isEqualTo(MANY + 1);
    }

    @Test
    void a_million_awaits_of_something_done_take_one_step() {
        promise.complete(0);
        Coroutine<Integer> body = Script.of((point, last) -> point < MANY ? Script.await(promise) : last.get());
        loop.callSoon(() -> loop.callSoon(() -> loop.callSoon(() -> virtual.log("iterations"))));
        assertThat(virtual.run(body)).isZero();
        assertThat(virtual.events).isEmpty();
    }

    /** Returns another coroutine as its result, as {@code return next(n - 1);} does. */
    private Coroutine<Integer> tailCalls(int left) {
        return TailCall.of(() -> left == 0 ? Coroutine.of(0) : tailCalls(left - 1));
    }

    @Test
    void a_chain_of_a_million_tail_calls_stays_flat() {
        assertThat(virtual.run(tailCalls(MANY))).isZero();
        assertThat(virtual.run(Script.awaiting(tailCalls(MANY)))).isZero();
    }

    @Test
    void a_cancellation_passes_through_a_long_chain_of_tasks_at_once() {
        Task<Integer> last = Tasks.startOn(loop, Script.awaiting(promise));
        for (int i = 1; i < 100_000; i++) {
            last = Tasks.startOn(loop, Script.awaiting(last));
        }
        virtual.runReady();
        last.cancel();
        assertThat(promise.isCancelled()).isTrue();
        last.addDoneCallback(done -> loop.stop());
        loop.runForever();
        assertThat(last.isCancelled()).isTrue();
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @Test
    void a_cancellation_passes_through_a_long_chain_of_calls_outside_a_loop() {
        CompletableFuture<Integer> source = new CompletableFuture<>();
        Task<Integer> last = HotCalls.task((point, value) -> point == 0 ? Script.await(source) : value.get());
        for (int i = 1; i < 100_000; i++) {
            Task<Integer> before = last;
            last = HotCalls.task((point, value) -> point == 0 ? Script.await(before) : value.get());
        }
        last.cancel();
        assertThat(source).isCancelled();
        assertThat(last.isCancelled()).isTrue();
    }
}
