package dev.fermata.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Case;
import dev.fermata.loop.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerWheelTest {

    private static final long SECOND = 1_000_000_000;

    private final ThreadLoop loop = new ThreadLoop(LoopClock.system());
    private final TimerWheel wheel = new TimerWheel();

    private Timer add(long when) {
        Timer timer = new Timer(loop, () -> {}, when);
        timer.addTo(wheel);
        return timer;
    }

    /** Cancels as the loop does, whose own wheel these timers are not in. */
    private void cancel(Timer timer) {
        timer.cancel();
        timer.cancelledIn(wheel);
    }

    private List<Step> due(long now) {
        List<Step> due = new ArrayList<>();
        wheel.takeDue(now, due::add);
        return due;
    }

    @Test
    @Case("E6")
    void a_cancelled_timer_leaves_at_once() {
        Timer timer = add(10 * SECOND);
        cancel(timer);
        assertThat(wheel.isEmpty()).isTrue();
        assertThat(wheel.nextLook()).isEqualTo(LoopClock.NEVER);
    }

    @Test
    @Case("E6")
    void a_near_timer_that_was_cancelled_is_dropped_when_its_time_comes() {
        Timer first = add(1);
        Timer second = add(2);
        cancel(first);
        assertThat(wheel.nextLook()).isEqualTo(2);
        assertThat(due(2)).containsExactly(second);
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void a_timer_that_was_cancelled_on_its_way_is_not_added() {
        Timer timer = new Timer(loop, () -> {}, SECOND);
        timer.cancel();
        timer.addTo(wheel);
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void timers_that_were_cancelled_are_never_more_than_half() {
        List<Timer> timers = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            timers.add(add(i * SECOND / 100));
        }
        Collections.shuffle(timers, new Random(1));
        timers.subList(0, 9_000).forEach(this::cancel);
        assertThat(wheel.size()).isBetween(1_000, 2_000);
    }

    @Test
    void what_is_set_and_cancelled_again_and_again_leaves_nothing() {
        add(1000 * SECOND);
        for (int i = 0; i < 10_000; i++) {
            cancel(add(30 * SECOND));
        }
        assertThat(wheel.size()).isEqualTo(1);
    }

    @Test
    void timers_that_are_cancelled_when_they_are_due_do_not_count_against_others() {
        Timer due = add(5 * SECOND);
        assertThat(due(5 * SECOND)).containsExactly(due);
        List<Step> later = List.of(add(6 * SECOND), add(6 * SECOND));
        cancel(due);
        assertThat(due(6 * SECOND)).isEqualTo(later);
    }

    @Test
    void many_timers_of_one_deadline_keep_their_order_on_their_way_through_the_wheel() {
        List<Step> timers = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            timers.add(add(300 * SECOND));
            assertThat(due(i * SECOND / 10)).isEmpty(); // ever nearer
        }
        assertThat(due(300 * SECOND)).isEqualTo(timers);
    }

    @Test
    void a_far_deadline_of_few_is_known_exactly() {
        add(200 * SECOND);
        add(123 * SECOND + 1);
        assertThat(wheel.nextLook()).isEqualTo(123 * SECOND + 1);
    }

    @Test
    void looks_lead_to_a_far_deadline_of_many_in_few_steps() {
        long when = 123_456_789_012_345L;
        List<Timer> timers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            timers.add(add(when));
        }
        int looks = 0;
        long look = wheel.nextLook();
        while (look < when) {
            assertThat(due(look)).isEmpty();
            look = wheel.nextLook();
            looks++;
        }
        assertThat(look).isEqualTo(when);
        assertThat(looks).isLessThanOrEqualTo(8);
        assertThat(due(when)).isEqualTo(timers);
    }

    @Test
    void takes_deadlines_at_the_ends_of_the_range() {
        Timer last = add(Long.MAX_VALUE);
        Timer first = add(Long.MIN_VALUE);
        assertThat(due(0)).containsExactly(first);
        assertThat(due(Long.MAX_VALUE)).containsExactly(last);
    }

    @Test
    void gives_what_a_sorted_list_would_give() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int cancellations = 1 + seed % 3;
            List<Timer> expected = new ArrayList<>();
            long now = 0;
            for (int step = 0; step < 300; step++) {
                switch (random.nextInt(4)) {
                    case 0 -> expected.add(add(now - 5 + (long) Math.exp(random.nextDouble() * 40)));
                    case 1 -> {
                        long deadline = (now >> 32) + 1 + random.nextInt(3) << 32;
                        for (int i = random.nextInt(20); i > 0; i--) {
                            expected.add(add(deadline + random.nextInt(2)));
                        }
                    }
                    case 2 -> {
                        for (int i = random.nextInt(10 * cancellations); i > 0 && !expected.isEmpty(); i--) {
                            cancel(expected.remove(random.nextInt(expected.size())));
                        }
                    }
                    default -> {
                        now = random.nextBoolean()
                                ? Math.max(now, Math.min(wheel.nextLook(), now + 100 * SECOND))
                                : now + (long) Math.exp(random.nextDouble() * 35);
                        assertThat(due(now)).as("seed %d, step %d", seed, step).isEqualTo(takeDue(expected, now));
                    }
                }
            }
            assertThat(due(Long.MAX_VALUE)).as("seed %d", seed).isEqualTo(takeDue(expected, Long.MAX_VALUE));
            assertThat(wheel.isEmpty()).isTrue();
        }
    }

    private static List<Timer> takeDue(List<Timer> timers, long now) {
        List<Timer> due = timers.stream()
                .filter(timer -> timer.when() <= now)
                .sorted(Comparator.comparingLong(Timer::when)) // stable
                .toList();
        timers.removeAll(due);
        return due;
    }
}
