package dev.fermata.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequencerTest {

    private final List<String> events = new ArrayList<>();
    private Sequencer sequencer = new Sequencer();

    @Async
    private Coroutine<Void> steps(String name, int... numbers) {
        for (int number : numbers) {
            Await.on(sequencer.step(number));
            events.add(name + number);
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> block(String name, int number) {
        try (Sequencer.Block step = Await.on(sequencer.block(number))) {
            events.add(name + " begins");
            Await.on(Tasks.sleep(Duration.ofSeconds(1)));
            events.add(name + " ends");
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> all(List<Coroutine<Void>> coroutines) {
        Await.on(Tasks.gather(coroutines));
        return Coroutine.done();
    }

    @Test
    void tasks_take_their_steps_in_order_under_every_seed() {
        VirtualTime.tryAll(50, () -> {
            events.clear();
            sequencer = new Sequencer();
            return interleaved();
        });
    }

    @Async
    private Coroutine<Void> interleaved() {
        Await.on(all(List.of(steps("a", 2, 3, 6), steps("b", 0, 4, 5), steps("c", 1, 7))));
        assertThat(events).containsExactly("b0", "c1", "a2", "a3", "b4", "b5", "a6", "c7");
        return Coroutine.done();
    }

    @Test
    void a_block_ends_when_it_is_closed() {
        VirtualTime.run(all(List.of(block("second", 1), steps("last ", 2), block("first", 0))));
        assertThat(events).containsExactly("first begins", "first ends", "second begins", "second ends", "last 2");
    }

    @Test
    void a_step_is_taken_once() {
        assertThatIllegalStateException()
                .isThrownBy(() -> VirtualTime.run(steps("a", 0, 1, 0)))
                .withMessage("step 0 of the sequence is taken twice");
        sequencer = new Sequencer();
        assertThatIllegalStateException().isThrownBy(() -> VirtualTime.run(all(List.of(steps("a", 1), steps("b", 1)))));
    }

    @Test
    void a_step_that_nobody_takes_is_seen_in_the_dump() {
        assertThatThrownBy(() -> VirtualTime.run(all(List.of(steps("a", 0), steps("b", 2)))))
                .isInstanceOf(IdleLoopError.class)
                .hasMessageContaining("awaiting step 2 of Sequencer[at step 1]");
    }

    @Test
    void a_cancelled_wait_breaks_the_sequence() {
        assertThatIllegalStateException()
                .isThrownBy(() -> VirtualTime.run(cancelling()))
                .withMessage("the sequence is broken: who waited for step 1 was cancelled");
    }

    @Async
    private Coroutine<Void> cancelling() {
        Task<Void> cancelled = Tasks.start(steps("a", 1));
        Task<Void> later = Tasks.start(steps("b", 2));
        Await.on(Tasks.yieldNow());
        cancelled.cancel();
        Await.on(later);
        return Coroutine.done();
    }
}
