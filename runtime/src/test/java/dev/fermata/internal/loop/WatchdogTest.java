package dev.fermata.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.loop.EventLoop;
import dev.fermata.loop.LogRecords;
import dev.fermata.loop.LoopMonitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The steps themselves look, as the watchdog's thread would, so that all times are made up. */
class WatchdogTest {

    private final Watchdog watchdog = new Watchdog(false);
    private final EventLoop loop = new ThreadLoop(LoopClock.system(), null, watchdog);
    private final List<String> told = new ArrayList<>();
    private List<StackTraceElement> stack = List.of();

    private void tell() {
        loop.setMonitor(new LoopMonitor() {
            @Override
            public void blocked(
                    EventLoop where, Thread thread, Duration duration, List<StackTraceElement> blockedStack) {
                told.add("blocked " + duration.toMillis());
                stack = blockedStack;
            }

            @Override
            public void unblocked(EventLoop where, Duration duration) {
                told.add("unblocked " + duration.toMillis());
            }
        });
    }

    private void look(long millis) {
        watchdog.look(millis * 1_000_000);
    }

    private void run(Runnable... steps) {
        for (Runnable step : steps) {
            loop.callSoon(step);
        }
        loop.callSoon(loop::stop);
        loop.runForever();
    }

    @Test
    void a_step_that_blocks_is_reported_while_it_does_with_its_stack() {
        tell();
        run(() -> {
            look(0);
            look(999);
            assertThat(told).isEmpty();
            look(1_000);
        });
        assertThat(told).containsExactly("blocked 1000");
        assertThat(stack).extracting(StackTraceElement::getMethodName).contains("look");
        assertThat(stack)
                .extracting(StackTraceElement::getFileName)
                .contains("WatchdogTest.java")
                .doesNotContain("ThreadLoop.java");
    }

    @Test
    void it_is_reported_again_when_the_duration_has_doubled() {
        tell();
        run(() -> {
            for (int millis = 0; millis <= 10_000; millis += 250) {
                look(millis);
            }
        });
        assertThat(told).containsExactly("blocked 1000", "blocked 2000", "blocked 4000", "blocked 8000");
    }

    @Test
    void its_end_is_reported_by_the_next_look() {
        tell();
        run(
                () -> {
                    look(0);
                    look(1_500);
                },
                () -> look(3_200),
                () -> look(3_300));
        assertThat(told).containsExactly("blocked 1500", "unblocked 3200");
    }

    @Test
    void steps_that_are_short_one_by_one_are_not_reported() {
        tell();
        run(() -> look(0), () -> look(900), () -> look(1_800), () -> look(2_700));
        assertThat(told).isEmpty();
    }

    @Test
    void a_loop_that_never_idles_is_not_blocked_however_many_steps_it_takes_between_looks() {
        tell();
        int[] steps = {0};
        loop.callSoon(new Runnable() {
            @Override
            public void run() {
                if (steps[0] % 64 == 0) { // as many as the queue's ring has places
                    look(steps[0] * 10L);
                }
                if (steps[0]++ == 640) {
                    loop.stop();
                } else {
                    loop.callSoon(this);
                }
            }
        });
        loop.runForever();
        assertThat(told).isEmpty();
    }

    @Test
    void a_step_that_blocks_is_reported_even_if_the_loop_has_not_idled_before_it() {
        tell();
        loop.callSoon(() -> loop.callSoon(() -> {
            look(0);
            look(1_000);
            loop.stop();
        }));
        loop.runForever();
        assertThat(told).containsExactly("blocked 1000");
    }

    @Test
    void a_step_that_blocks_is_reported_after_the_loop_has_idled() {
        tell();
        loop.callLater(Duration.ofNanos(1_000_000), () -> {
            look(0);
            look(1_000);
            loop.stop();
        });
        loop.runForever();
        assertThat(told).containsExactly("blocked 1000");
    }

    @Test
    void a_loop_that_idles_is_not_blocked() {
        tell();
        EventLoop idle = new ThreadLoop(
                new LoopClock() {
                    @Override
                    public long time() {
                        return 0;
                    }

                    @Override
                    public void idle(ThreadLoop where, long deadline) {
                        look(0);
                        look(5_000);
                        look(60_000);
                        where.callSoon(where::stop);
                    }
                },
                null,
                watchdog);
        idle.setMonitor(new LoopMonitor() {
            @Override
            public void blocked(EventLoop where, Thread thread, Duration duration, List<StackTraceElement> at) {
                told.add("blocked");
            }
        });
        idle.runForever();
        assertThat(told).isEmpty();
    }

    @Test
    void the_threshold_can_be_set_and_zero_switches_the_watchdog_off() {
        tell();
        assertThat(loop.blockedAfter()).hasSeconds(1);
        loop.setBlockedAfter(Duration.ofMillis(10));
        run(() -> {
            look(0);
            look(10);
        });
        loop.setBlockedAfter(Duration.ZERO);
        run(() -> {
            look(20);
            look(2_000_000);
        });
        assertThat(told).containsExactly("blocked 10");
    }

    @Test
    void a_loop_that_has_ended_its_run_is_not_watched() {
        tell();
        run(() -> look(0));
        look(5_000);
        look(10_000);
        assertThat(told).isEmpty();
    }

    @Test
    void by_default_it_is_logged() {
        try (LogRecords log = new LogRecords()) {
            run(
                    () -> {
                        look(0);
                        look(1_000);
                    },
                    () -> look(1_100));
            assertThat(log.messages()).hasSize(2);
            assertThat(log.messages().get(0))
                    .contains("blocked by one step for 1000 ms", "\n    at ", "WatchdogTest.java:");
            assertThat(log.messages().get(1)).contains("was blocked for 1100 ms");
        }
    }

    @Test
    void a_thread_of_its_own_looks_at_loops_on_the_wall_clock() {
        EventLoop real = EventLoop.create();
        real.setBlockedAfter(Duration.ofMillis(4));
        Thread[] reporter = {null};
        Object reported = new Object();
        real.setMonitor(new LoopMonitor() {
            @Override
            public void blocked(EventLoop where, Thread thread, Duration duration, List<StackTraceElement> at) {
                synchronized (reported) {
                    reporter[0] = Thread.currentThread();
                    reported.notifyAll();
                }
            }

            @Override
            public void unblocked(EventLoop where, Duration duration) {}
        });
        real.callSoon(() -> {
            synchronized (reported) {
                while (reporter[0] == null) {
                    try {
                        reported.wait();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            }
            real.stop();
        });
        real.runForever();
        assertThat(reporter[0].getName()).isEqualTo("fermata-watchdog");
        assertThat(reporter[0].isDaemon()).isTrue();
    }
}
