package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.loop.TimerHandle;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** A timeout as a library would write it that has nothing but the counts of asyncio. */
class HandWrittenTimeoutTest extends Programs {

    HandWrittenTimeoutTest(LoopKind kind) {
        super(kind);
    }

    @Async
    private Coroutine<String> limited(long limit, Coroutine<String> body) {
        Task<?> task = Tasks.current();
        boolean[] expired = {false};
        TimerHandle timer = loop.callLater(seconds(limit), () -> {
            expired[0] = true;
            task.cancel();
        });
        try {
            return Coroutine.of(Await.on(body));
        } catch (Cancellation cancellation) {
            if (expired[0] && task.uncancel() == 0) {
                return Coroutine.of("timed out at " + now());
            }
            throw cancellation;
        } finally {
            timer.cancel();
        }
    }

    @Async
    private Coroutine<Void> two() {
        log(Await.on(limited(1, after(5, "a"))));
        log(Await.on(after(1, "goes on")));
        log(Await.on(limited(1, after(5, "b"))));
        assertThat(Tasks.current().cancelling()).isZero();
        return Coroutine.done();
    }

    @Test
    @Case("X20")
    void the_code_around_a_timeout_by_hand_goes_on_and_may_have_another() {
        run(two());
        assertThat(events)
                .containsExactly(
                        "a cancelled", "timed out at 1", "goes on", "goes on", "b cancelled", "timed out at 3");
    }

    @Test
    @Case("X20")
    void a_cancellation_from_outside_is_not_taken_for_the_timeout() {
        Task<String> task = Tasks.startOn(loop, limited(5, after(9, "a")));
        loop.callLater(seconds(1), task::cancel);
        assertThatThrownBy(() -> run(task)).isInstanceOf(CancellationException.class);
        assertThat(task.cancelling()).isEqualTo(1);
        assertThat(events).containsExactly("a cancelled");
    }
}
