package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.internal.loop.LoopClock;
import dev.fermata.internal.loop.ThreadLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which loop is the running one, with several threads and loops. */
@Timeout(60)
class RunningLoopTest {

    private final List<EventLoop> seen = new ArrayList<>();

    private static EventLoop loop() {
        return new ThreadLoop(LoopClock.system());
    }

    /** Runs {@code loop}, and {@code step} within. */
    private static void run(EventLoop loop, Runnable step) {
        loop.callSoon(step);
        loop.callSoon(loop::stop);
        loop.runForever();
    }

    private static void onAnotherThread(Runnable action) {
        CompletableFuture.runAsync(action, task -> new Thread(task).start()).join();
    }

    @Test
    void it_is_that_of_this_thread_whatever_runs_on_others() {
        EventLoop one = loop();
        EventLoop other = loop();
        run(one, () -> {
            seen.add(EventLoop.running());
            onAnotherThread(() -> {
                assertThat(EventLoop.running()).isNull();
                run(other, () -> seen.add(EventLoop.running()));
                assertThat(EventLoop.running()).isNull();
            });
            seen.add(EventLoop.running());
        });
        assertThat(seen).containsExactly(one, other, one);
    }

    @Test
    void there_is_none_after_the_run_even_if_another_thread_began_one_meanwhile() {
        EventLoop one = loop();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        Thread second = new Thread(() -> run(loop(), () -> {
            EventLoop.running();
            begun.complete(null);
            ended.join();
        }));
        run(one, () -> {
            second.start();
            begun.join();
        });
        assertThat(EventLoop.running()).isNull();
        ended.complete(null);
        assertThat(EventLoop.running()).isNull();
    }

    @Test
    void the_next_loop_of_a_thread_takes_the_place_of_the_one_before() {
        EventLoop one = loop();
        EventLoop other = loop();
        run(one, () -> seen.add(EventLoop.current()));
        run(other, () -> seen.add(EventLoop.current()));
        assertThat(seen).containsExactly(one, other);
    }
}
