package dev.fermata.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.loop.EventLoop;
import dev.fermata.loop.LoopMonitor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How loops on a host's thread are watched; as in {@link WatchdogTest}, all times are made up. */
class HostedWatchdogTest {

    private final ArrayDeque<Runnable> work = new ArrayDeque<>();
    private final Watchdog watchdog = new Watchdog(false);
    private final EventLoop loop = HostLoop.on(Host.of(work::add, () -> true), LoopClock.system(), watchdog);
    private final List<String> told = new ArrayList<>();
    private List<StackTraceElement> stack = List.of();
    private Thread blocked;

    @BeforeEach
    void tell() {
        loop.setMonitor(new LoopMonitor() {
            @Override
            public void blocked(
                    EventLoop where, Thread thread, Duration duration, List<StackTraceElement> blockedStack) {
                told.add("blocked " + duration.toMillis());
                stack = blockedStack;
                blocked = thread;
            }

            @Override
            public void unblocked(EventLoop where, Duration duration) {
                told.add("unblocked " + duration.toMillis());
            }
        });
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private void look(long millis) {
        watchdog.look(millis * 1_000_000);
    }

    /** As the watchdog's thread does by itself. */
    private void lookOften(long from, long to) {
        for (long millis = from; millis <= to; millis += 250) {
            look(millis);
        }
    }

    private void workOff() {
        for (Runnable task = work.poll(); task != null; task = work.poll()) {
            task.run();
        }
    }

    @Test
    void a_step_that_blocks_the_host_is_reported_while_it_does_with_its_stack() {
        loop.callSoon(() -> lookOften(0, 1_000));
        workOff();
        assertThat(told).containsExactly("blocked 1000");
        assertThat(blocked).isSameAs(Thread.currentThread());
        assertThat(stack)
                .extracting(StackTraceElement::getFileName)
                .contains("HostedWatchdogTest.java")
                .doesNotContain("HostLoop.java");
    }

    @Test
    void its_end_is_reported_by_the_next_look() {
        loop.callSoon(() -> lookOften(0, 1_000));
        workOff();
        look(1_250);
        assertThat(told).containsExactly("blocked 1000", "unblocked 1250");
    }

    @Test
    void steps_that_are_short_one_by_one_are_not_reported() {
        for (int i = 0; i < 8; i++) {
            long millis = i * 600;
            loop.callSoon(() -> look(millis));
        }
        workOff();
        assertThat(told).isEmpty();
    }

    @Test
    void what_the_host_does_between_the_steps_is_its_own_affair() {
        loop.callSoon(() -> look(0));
        workOff();
        lookOften(0, 5_000);
        assertThat(told).isEmpty();
    }

    @Test
    void a_step_in_which_the_host_goes_on_as_for_a_modal_dialog_does_not_block_it() {
        loop.callSoon(() -> {
            for (long millis = 0; millis <= 10_000; millis += 250) {
                look(millis);
                workOff();
            }
        });
        workOff();
        assertThat(told).isEmpty();
    }

    @Test
    void a_host_that_hangs_in_such_a_step_is_reported() {
        loop.callSoon(() -> {
            lookOften(0, 750);
            workOff();
            lookOften(1_000, 2_000);
        });
        workOff();
        assertThat(told).containsExactly("blocked 1000");
    }

    @Test
    void the_threshold_can_be_changed_and_the_watchdog_be_switched_off_and_on_again() {
        loop.setBlockedAfter(Duration.ZERO);
        loop.callSoon(() -> lookOften(0, 1_000));
        workOff();
        assertThat(told).isEmpty();
        loop.setBlockedAfter(Duration.ofMillis(500));
        loop.callSoon(() -> lookOften(2_000, 2_500));
        workOff();
        loop.setBlockedAfter(Duration.ZERO);
        loop.callSoon(() -> lookOften(3_000, 9_000));
        workOff();
        assertThat(told).containsExactly("blocked 500", "unblocked 1000");
    }
}
