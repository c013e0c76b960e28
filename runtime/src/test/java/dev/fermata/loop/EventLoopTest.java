package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Case;
import dev.fermata.Tasks;
import dev.fermata.VirtualLoop;
import dev.fermata.internal.loop.LoopClock;
import dev.fermata.internal.loop.ThreadLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLoopTest {

    private final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop;
    private final List<String> events = virtual.events;

    private Runnable logging(String event) {
        return () -> virtual.log(event);
    }

    private void runOnce() {
        loop.callSoon(loop::stop);
        loop.runForever();
    }

    @Test
    @Case("E5")
    void timers_never_fire_early() {
        loop.callAt(loop.time() + 5, () -> {
            assertThat(loop.time()).isEqualTo(5);
            loop.stop();
        });
        loop.runForever();
        assertThat(loop.time()).isEqualTo(5);
    }

    @Test
    @Case("E22")
    void short_timers_do_not_spin() {
        int[] idled = {0};
        LoopClock system = LoopClock.system();
        EventLoop real = new ThreadLoop(new LoopClock() {
            @Override
            public long time() {
                return system.time();
            }

            @Override
            public void idle(ThreadLoop idle, long deadline) {
                idled[0]++;
                system.idle(idle, deadline);
            }
        });
        for (int nanos = 1; nanos <= 10_000_000; nanos *= 10) {
            real.runUntilComplete(Tasks.sleep(Duration.ofNanos(nanos)));
        }
        assertThat(idled[0]).isLessThanOrEqualTo(20);
    }

    @Test
    @Case({"C9", "DG1", "DG2"})
    void failures_of_callbacks_go_to_the_handler_and_the_loop_goes_on() {
        RuntimeException failure = new RuntimeException("callback");
        List<ErrorContext> seen = new ArrayList<>();
        loop.setExceptionHandler((where, context) -> seen.add(context));
        Handle handle = loop.callSoon(() -> {
            throw failure;
        });
        loop.callSoon(logging("next"));
        runOnce();
        assertThat(events).containsExactly("next");
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).exception()).isSameAs(failure);
        assertThat(seen.get(0).source()).isSameAs(handle);
        loop.setExceptionHandler(null);
        assertThat(loop.exceptionHandler()).isNull();
    }

    @Test
    @Case({"DG3", "DG4"})
    void a_broken_handler_does_not_stop_the_loop() {
        loop.setExceptionHandler((where, context) -> {
            throw new IllegalStateException("broken handler");
        });
        loop.callSoon(() -> {
            throw new RuntimeException("callback");
        });
        loop.callSoon(logging("next"));
        runOnce();
        assertThat(events).containsExactly("next");
    }

    @Test
    @Case("E23")
    void a_handle_tells_its_callback_until_it_is_done_or_cancelled() {
        Runnable callback = new Runnable() {
            @Override
            public void run() {}

            @Override
            public String toString() {
                return "what it does";
            }
        };
        Handle cancelled = loop.callSoon(callback);
        Handle done = loop.callLater(Duration.ZERO, callback);
        assertThat(cancelled.toString()).contains("what it does");
        assertThat(done.toString()).contains("what it does");
        cancelled.cancel();
        runOnce();
        assertThat(cancelled).hasToString("Callback[cancelled]");
        assertThat(done).hasToString("Timer[done]");
    }
}
