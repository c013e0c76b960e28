package dev.fermata.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a loop in real time, which is made up here, wants to be woken. */
class CrowdedTimersTest {

    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;

    /** Stands for the time of the world, but comes to each deadline at once. */
    private static final class WakeUps implements LoopClock {
        private final List<Long> wakeUps = new ArrayList<>();
        private long now;

        @Override
        public long time() {
            return now;
        }

        @Override
        public boolean isReal() {
            return true;
        }

        @Override
        public void idle(ThreadLoop loop, long deadline) {
            assertThat(deadline).isNotEqualTo(NEVER);
            wakeUps.add(deadline);
            now = Math.max(now, deadline);
        }
    }

    private final WakeUps clock = new WakeUps();
    private final ThreadLoop loop = new ThreadLoop(clock, null, null);
    private final List<Long> lateness = new ArrayList<>();

    /** Runs {@code timers}, which are due one after the other from the second on, each {@code gap} behind the last. */
    private void run(int timers, long gap) {
        long first = 1000 * MILLISECOND;
        for (int i = 0; i < timers; i++) {
            long when = first + i * gap;
            loop.callAt(when, () -> lateness.add(clock.now - when));
        }
        loop.callAt(first + timers * gap, loop::stop);
        loop.runForever();
    }

    @Test
    void few_timers_are_met_exactly() {
        run(20, 100 * MICROSECOND);
        assertThat(lateness).containsOnly(0L);
    }

    @Test
    void a_crowd_is_taken_together_and_no_timer_is_more_than_half_a_millisecond_late() {
        run(1000, 10 * MICROSECOND);
        assertThat(lateness).hasSize(1000).allMatch(late -> late >= 0 && late <= 500 * MICROSECOND);
        assertThat(clock.wakeUps)
                .as("the first and the last millisecond may not be crowded")
                .hasSizeLessThan(150);
    }
}
