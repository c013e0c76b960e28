package dev.fermata.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.loop.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyQueueTest {

    private final ReadyQueue queue = new ReadyQueue();

    private static final class Numbered extends Step {
        private final int number;

        Numbered(int number) {
            this.number = number;
        }

        @Override
        protected void turn() {}
    }

    private int remove() {
        return ((Numbered) queue.remove()).number;
    }

    @Test
    void steps_keep_their_order_when_the_ring_grows_wherever_it_begins() {
        int added = 0;
        int removed = 0;
        for (int burst = 1; burst <= 1_000; burst += 7) {
            for (int i = 0; i < burst; i++) {
                queue.add(new Numbered(added++));
            }
            for (int i = 0; i < burst / 2; i++) {
                assertThat(remove()).isEqualTo(removed++);
            }
        }
        while (!queue.isEmpty()) {
            assertThat(remove()).isEqualTo(removed++);
        }
        assertThat(removed).isEqualTo(added);
    }

    @Test
    void a_step_that_has_begun_is_known_until_it_ends_however_many_are_added_meanwhile() {
        for (int i = 0; i < 1_000; i++) {
            Step step = new Numbered(i);
            queue.add(step);
            assertThat(queue.begun()).isNull();
            assertThat(queue.begin()).isSameAs(step);
            for (int j = 0; j < i; j++) {
                queue.add(new Numbered(j));
            }
            assertThat(queue.begun()).isSameAs(step);
            queue.end();
            for (int j = 0; j < i; j++) {
                assertThat(queue.begun()).isNull();
                assertThat(remove()).isEqualTo(j);
            }
        }
    }

    @Test
    void its_position_does_not_come_back_when_the_ring_has_been_round() {
        int before = queue.position();
        for (int i = 0; i < 64; i++) {
            queue.add(new Numbered(i));
            queue.remove();
        }
        assertThat(queue.position()).isEqualTo(before + 64);
    }

    @Test
    void nothing_is_left_after_clearing() {
        queue.add(new Numbered(1));
        List<Step> cleared = new ArrayList<>();
        queue.clear(cleared::add);
        assertThat(cleared).hasSize(1);
        assertThat(queue.isEmpty()).isTrue();
        queue.add(new Numbered(2));
        assertThat(queue.size()).isEqualTo(1);
        assertThat(remove()).isEqualTo(2);
    }
}
