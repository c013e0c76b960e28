package dev.fermata.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerHeapTest {

    private final ThreadLoop loop = new ThreadLoop(LoopClock.system());
    private final TimerHeap heap = new TimerHeap();

    private Timer add(long when) {
        Timer timer = new Timer(loop, () -> {}, when);
        heap.add(timer);
        return timer;
    }

    /** Cancels as the loop does, whose own heap these timers are not in. */
    private void cancel(Timer timer) {
        timer.cancel();
        heap.noteCancelled(timer);
    }

    @Test
    @Case("E6")
    void cancelled_timers_at_the_top_are_dropped_lazily() {
        Timer first = add(1);
        Timer second = add(2);
        cancel(first);
        assertThat(heap.size()).isEqualTo(2);
        assertThat(heap.peek()).isSameAs(second);
        assertThat(heap.size()).isEqualTo(1);
    }

    @Test
    @Case("E6")
    void a_heap_that_is_mostly_cancelled_is_purged() {
        List<Timer> timers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            timers.add(add(i));
        }
        for (int i = 0; i < 50; i++) {
            cancel(timers.get(99 - i));
        }
        heap.purgeIfMostlyCancelled();
        assertThat(heap.size()).isEqualTo(100);
        cancel(timers.get(49));
        heap.purgeIfMostlyCancelled();
        assertThat(heap.size()).isEqualTo(49);
    }

    @Test
    void gives_timers_in_order_whatever_was_cancelled_before() {
        Random random = new Random(42);
        List<Timer> timers = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            timers.add(add(random.nextInt(100)));
        }
        for (Timer timer : timers) {
            if (random.nextInt(10) < 7) {
                cancel(timer);
            }
        }
        heap.purgeIfMostlyCancelled();
        List<Timer> out = new ArrayList<>();
        for (Timer timer = heap.peek(); timer != null; timer = heap.peek()) {
            out.add(timer);
            heap.removeFirst();
        }
        List<Timer> expected = new ArrayList<>(timers);
        expected.removeIf(Timer::isCancelled);
        expected.sort((a, b) -> a.isBefore(b) ? -1 : 1);
        assertThat(out).isEqualTo(expected);
    }
}
