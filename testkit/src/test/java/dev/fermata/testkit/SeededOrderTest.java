package dev.fermata.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeededOrderTest {

    private final List<String> events = new ArrayList<>();
    private int balance;

    @AfterEach
    void forgetTheProperty() {
        System.clearProperty(SeedOptions.PROPERTY);
    }

    @Async
    private Coroutine<Void> log(String event) {
        events.add(event);
        Await.on(Tasks.sleep(Duration.ofSeconds(1)));
        events.add(event);
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> logAll() {
        Await.on(Tasks.gather(log("a"), log("b"), log("c"), log("d")));
        return Coroutine.done();
    }

    private List<String> eventsUnder(long seed) {
        events.clear();
        VirtualTime.run(seed, logAll());
        return List.copyOf(events);
    }

    /** Loses an update if another task has its turn between the reading and the writing. */
    @Async
    private Coroutine<Void> deposit(int turns) {
        for (int i = 0; i < turns; i++) {
            Await.on(Tasks.yieldNow());
        }
        int read = balance;
        Await.on(Tasks.yieldNow());
        balance = read + 1;
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> depositTwice() {
        balance = 0;
        Await.on(Tasks.gather(deposit(0), deposit(1)));
        assertThat(balance).isEqualTo(2);
        return Coroutine.done();
    }

    @Test
    void without_a_seed_tasks_keep_the_order_in_which_they_became_ready() {
        assertThat(eventsUnder(0)).containsExactly("a", "b", "c", "d", "a", "b", "c", "d");
    }

    @Test
    void the_same_seed_gives_the_same_run() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(eventsUnder(seed)).isEqualTo(eventsUnder(seed));
        }
    }

    @Test
    void seeds_try_every_order() {
        Set<List<String>> firsts = new HashSet<>();
        for (long seed = 1; seed <= 300; seed++) {
            firsts.add(eventsUnder(seed).subList(0, 4));
        }
        assertThat(firsts).hasSize(24);
    }

    @Test
    void callbacks_and_timers_keep_their_order_under_every_seed() {
        for (long seed = 1; seed <= 50; seed++) {
            List<Integer> called = new ArrayList<>();
            EventLoop loop = VirtualTimeLoop.create(seed);
            for (int i = 0; i < 5; i++) {
                int number = i;
                loop.callSoon(() -> called.add(number));
                loop.callLater(Duration.ofSeconds(1), () -> called.add(5 + number));
            }
            loop.runUntilComplete(Tasks.sleep(Duration.ofSeconds(2)));
            assertThat(called).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    @Test
    void the_plain_order_hides_a_race_that_a_seed_finds_and_repeats() {
        VirtualTime.run(depositTwice());
        assertThatExceptionOfType(FailingSeedError.class)
                .isThrownBy(() -> VirtualTime.tryAll(100, this::depositTwice))
                .satisfies(found -> assertThatExceptionOfType(AssertionError.class)
                        .isThrownBy(() -> VirtualTime.run(found.seed(), depositTwice())))
                .satisfies(found -> assertThat(found)
                        .hasMessageContaining("-Dfermata.seed=" + found.seed())
                        .hasCauseInstanceOf(AssertionError.class));
    }

    @Test
    void the_property_replays_one_seed() {
        System.setProperty(SeedOptions.PROPERTY, "7");
        List<Integer> runs = new ArrayList<>();
        VirtualTime.tryAll(100, () -> {
            runs.add(1);
            return Coroutine.done();
        });
        assertThat(runs).hasSize(1);
        assertThat(SeedOptions.fromSystem().seeds(100)).containsExactly(7);
        assertThat(SeedOptions.fromSystem().single()).isEqualTo(7);
    }

    @Test
    void without_the_property_the_seeds_are_counted_from_one() {
        assertThat(SeedOptions.fromSystem().seeds(3)).containsExactly(1, 2, 3);
        assertThat(SeedOptions.parse(" ").single()).isZero();
    }

    @Test
    void what_is_no_seed_and_no_count_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeedOptions.parse("x"))
                .withMessage("fermata.seed is to be a whole number: x");
        assertThatIllegalArgumentException().isThrownBy(() -> VirtualTime.tryAll(0, Coroutine::done));
    }
}
