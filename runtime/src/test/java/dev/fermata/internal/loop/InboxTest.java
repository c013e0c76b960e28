package dev.fermata.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.loop.EventLoop;
import dev.fermata.loop.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final EventLoop loop = new ThreadLoop(LoopClock.system());
    private final Inbox inbox = new Inbox();
    private final List<Step> taken = new ArrayList<>();

    private static final class Other extends Step {
        @Override
        protected void turn() {}
    }

    private Callback callback() {
        return new Callback(loop, () -> {});
    }

    @Test
    void steps_of_all_kinds_come_out_in_the_order_in_which_they_went_in() {
        List<Step> posted = List.of(callback(), new Other(), new Other(), callback(), callback(), new Other());
        posted.forEach(inbox::post);
        inbox.drain(taken::add);
        assertThat(taken).containsExactlyElementsOf(posted);
        assertThat(inbox.isEmpty()).isTrue();
    }

    @Test
    void it_tells_how_much_it_has_handed_over() {
        assertThat(inbox.drain(taken::add)).isZero();
        inbox.post(callback());
        inbox.post(new Other());
        assertThat(inbox.drain(taken::add)).isEqualTo(2);
        assertThat(inbox.drain(taken::add)).isZero();
    }

    @Test
    void what_is_posted_while_steps_are_taken_out_comes_next_time() {
        Callback first = callback();
        Callback second = callback();
        inbox.post(first);
        inbox.drain(step -> inbox.post(second));
        inbox.drain(taken::add);
        assertThat(taken).containsExactly(second);
    }

    @Test
    void a_callback_that_is_kept_does_not_keep_others() {
        Callback first = callback();
        Callback second = callback();
        Callback third = callback();
        inbox.post(first);
        inbox.post(second);
        inbox.post(third);
        inbox.drain(taken::add);
        assertThat(List.of(first, second, third)).extracting(step -> step.next).containsOnlyNulls();
    }

    @Test
    void a_closed_one_stays_closed_whoever_looks_into_it() {
        inbox.close(taken::add);
        inbox.drain(taken::add);
        assertThat(inbox.post(callback())).isFalse();
        assertThat(taken).isEmpty();
    }

    @Test
    void closing_one_hands_over_what_is_there() {
        Callback first = callback();
        Callback second = callback();
        inbox.post(first);
        inbox.post(second);
        inbox.close(taken::add);
        assertThat(taken).isEqualTo(List.of(first, second));
    }
}
