package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another thread runs the loop at the very moment in which the one that made it acts for it, as it may until then. */
@Timeout(60)
class TurnoverTest {

    /** A loop that another thread runs in the middle of the question whether it belongs to the thread that asks. */
    private static final class Contested extends ForeignLoop {
        private Runnable inTheMiddle = () -> {};

        Contested(VirtualLoop clock) {
            super(clock);
        }

        @Override
        public boolean isOwnThread() {
            boolean own = super.isOwnThread();
            Runnable now = inTheMiddle;
            inTheMiddle = () -> {};
            now.run();
            return own;
        }
    }

    private final Contested loop = (Contested) new VirtualLoop(Contested::new).loop;

    private static void elsewhere(Runnable action) {
        CompletableFuture.runAsync(action).join();
    }

    private void runElsewhere(Runnable first) {
        elsewhere(() -> {
            loop.callSoonThreadsafe(first);
            loop.callSoonThreadsafe(loop::stop);
            loop.runForever();
        });
    }

    private void runHere() {
        loop.callSoon(loop::stop);
        loop.runForever();
    }

    @Test
    void a_value_that_came_first_is_not_replaced() {
        Promise<Integer> promise = new Promise<>(loop);
        loop.inTheMiddle = () -> runElsewhere(() -> promise.complete(1));

        assertThat(promise.tryComplete(2)).isFalse();
        assertThat(promise.result()).isEqualTo(1);
    }

    @Test
    void completing_what_another_thread_has_completed_meanwhile_is_refused() {
        Promise<Integer> promise = new Promise<>(loop);
        loop.inTheMiddle = () -> runElsewhere(() -> promise.complete(1));

        assertThatIllegalStateException().isThrownBy(() -> promise.complete(2)).withMessageContaining("already done");
    }

    @Test
    void what_the_maker_wants_of_a_loop_that_runs_meanwhile_is_posted() {
        Promise<Integer> promise = new Promise<>(loop);
        CompletableFuture<Void> runs = new CompletableFuture<>();
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        AtomicReference<CompletableFuture<Void>> ended = new AtomicReference<>();
        loop.inTheMiddle = () -> {
            ended.set(CompletableFuture.runAsync(() -> runElsewhere(() -> {
                runs.complete(null);
                mayEnd.join();
            })));
            runs.join();
        };

        promise.complete(1);
        boolean doneAtOnce = promise.isDone();
        mayEnd.complete(null);
        ended.get().join();
        runHere();

        assertThat(doneAtOnce).isFalse();
        assertThat(promise.result()).isEqualTo(1);
    }
}
