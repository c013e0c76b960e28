package dev.fermata.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Promise;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import dev.fermata.testkit.IdleLoopError;
import dev.fermata.testkit.Sequencer;
import dev.fermata.testkit.TimeLimitError;
import dev.fermata.testkit.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs classes as their users do, by the engine of Jupiter. */
class AsyncTestsTest {

    private static EngineExecutionResults run(Class<?> testClass, Map<String, String> properties) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .configurationParameters(properties)
                .execute();
    }

    private static EngineExecutionResults run(Class<?> testClass) {
        return run(testClass, Map.of());
    }

    private static List<String> names(EngineExecutionResults results) {
        return results.testEvents().finished().stream()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .toList();
    }

    /** What each test has thrown, by its name. */
    private static Map<String, Throwable> failures(EngineExecutionResults results) {
        return results.testEvents().failed().stream()
                .collect(
                        Collectors.toMap(event -> event.getTestDescriptor().getDisplayName(), AsyncTestsTest::failure));
    }

    private static Throwable failure(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }

    static class Passing implements AsyncTests {

        private final List<String> events = new ArrayList<>();

        @BeforeEach
        void begin(EventLoop loop) {
            events.add("before " + loop.isRunning());
        }

        @AfterEach
        void end() {
            assertThat(events).containsExactly("before false", "test");
        }

        @AsyncTest
        @Async
        Coroutine<Void> takes_an_hour(VirtualTime time, EventLoop loop) {
            events.add("test");
            Await.on(Tasks.sleep(Duration.ofHours(1)));
            assertThat(time.elapsed()).isEqualTo(Duration.ofHours(1));
            assertThat(time.loop()).isSameAs(loop).isSameAs(EventLoop.current());
            assertThat(Tasks.current().name()).isEqualTo("takes_an_hour");
            return Coroutine.done();
        }

        @AsyncTest
        @Async
        @DisplayName("has a directory of Jupiter's")
        Coroutine<Void> directory(@TempDir Path directory, @Seed long seed) {
            events.add("test");
            Await.on(Tasks.yieldNow());
            assertThat(Files.isDirectory(directory)).isTrue();
            assertThat(seed).isZero();
            return Coroutine.done();
        }

        @AsyncTest(realTime = true)
        Coroutine<Void> runs_on_the_wall_clock(EventLoop loop) {
            events.add("test");
            assertThat(loop.getClass().getSimpleName()).isEqualTo("ThreadLoop");
            assertThat(loop.time()).isPositive();
            return Coroutine.done();
        }

        @AsyncTest
        @Disabled("not today")
        Coroutine<Void> disabled() {
            throw new AssertionError();
        }
    }

    @Test
    void test_methods_that_return_coroutines_are_run_with_the_life_cycle_of_jupiter() {
        EngineExecutionResults results = run(Passing.class);
        results.testEvents()
                .assertStatistics(events -> events.succeeded(3).failed(0).skipped(1));
        assertThat(names(results))
                .containsExactlyInAnyOrder("takes_an_hour", "has a directory of Jupiter's", "runs_on_the_wall_clock");
    }

    static class Failing implements AsyncTests {

        @AsyncTest
        @Async
        Coroutine<Void> fails_after_a_while() throws IOException {
            Await.on(Tasks.sleep(Duration.ofSeconds(1)));
            throw new IOException("as it is");
        }

        @AsyncTest
        @Async
        Coroutine<Void> hangs() {
            Tasks.start("bystander", Tasks.sleep(Duration.ofSeconds(9)));
            Await.on(new Promise<Void>());
            return Coroutine.done();
        }

        @AsyncTest(timeoutSeconds = 5)
        @Async
        Coroutine<Void> takes_too_long() {
            Await.on(Tasks.sleep(Duration.ofSeconds(6)));
            return Coroutine.done();
        }

        @AsyncTest(timeoutSeconds = 0, realTime = true)
        @Async
        Coroutine<Void> takes_too_long_by_the_wall_clock() {
            Await.on(Tasks.sleep(Duration.ofHours(1)));
            return Coroutine.done();
        }

        @AsyncTest
        @Async
        Coroutine<Void> leaves_a_failure_behind() throws IOException {
            Tasks.background(failing());
            Await.on(Tasks.sleep(Duration.ofSeconds(1)));
            return Coroutine.done();
        }

        @Async
        private static Coroutine<Void> failing() throws IOException {
            throw new IOException("nobody cares");
        }
    }

    @Test
    void failures_come_out_as_they_are() {
        assertThat(failures(run(Failing.class)).get("fails_after_a_while"))
                .isInstanceOf(IOException.class)
                .hasMessage("as it is");
    }

    @Test
    void a_test_that_cannot_end_fails_with_its_tasks() {
        assertThat(failures(run(Failing.class)).get("hangs"))
                .isInstanceOf(IdleLoopError.class)
                .hasMessageContaining("hangs[pending, awaiting Promise");
    }

    @Test
    void a_test_that_takes_too_long_fails_with_its_tasks() {
        Map<String, Throwable> failures = failures(run(Failing.class));
        assertThat(failures.get("takes_too_long"))
                .isInstanceOf(TimeLimitError.class)
                .hasMessageContainingAll("not done after PT5S", "takes_too_long[pending, awaiting");
        assertThat(failures.get("takes_too_long_by_the_wall_clock"))
                .isInstanceOf(TimeLimitError.class)
                .hasMessageContainingAll("not done after PT0S", "takes_too_long_by_the_wall_clock[pending, awaiting");
    }

    @Test
    void a_failure_that_nobody_takes_fails_the_test() {
        assertThat(failures(run(Failing.class)).get("leaves_a_failure_behind"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("a failure that nobody took: a background task failed")
                .cause()
                .hasMessage("nobody cares");
    }

    static class Seeded implements AsyncTests {

        @AsyncTest
        @Seeds(3)
        @Async
        Coroutine<Void> repeated(@Seed long seed, Sequencer sequencer) {
            Await.on(sequencer.step(0));
            assertThat(seed).isNotEqualTo(2);
            return Coroutine.done();
        }

        @AsyncTest
        Coroutine<Void> plain() {
            return Coroutine.done();
        }
    }

    @Test
    void a_test_is_repeated_under_seeds_that_its_name_shows() {
        EngineExecutionResults results = run(Seeded.class);
        assertThat(names(results))
                .containsExactlyInAnyOrder("repeated [seed 1]", "repeated [seed 2]", "repeated [seed 3]", "plain");
        assertThat(failures(results)).containsOnlyKeys("repeated [seed 2]");
        assertThat(failures(results).get("repeated [seed 2]").getSuppressed())
                .anySatisfy(note -> assertThat(note).hasMessage("for this run again: -Dfermata.seed=2"));
    }

    @Test
    void one_seed_is_replayed_by_a_property() {
        EngineExecutionResults results = run(Seeded.class, Map.of("fermata.seed", "9"));
        assertThat(names(results)).containsExactlyInAnyOrder("repeated [seed 9]", "plain [seed 9]");
    }

    static class None implements AsyncTests {}

    static class Hot implements AsyncTests {
        @AsyncTest
        Promise<String> hot() {
            throw new AssertionError();
        }
    }

    static class Hidden implements AsyncTests {
        @AsyncTest
        private Coroutine<Void> hidden() {
            throw new AssertionError();
        }
    }

    static class SeededInRealTime implements AsyncTests {
        @Seeds(2)
        @AsyncTest(realTime = true)
        Coroutine<Void> unrepeatable() {
            throw new AssertionError();
        }
    }

    static class Null implements AsyncTests {
        @AsyncTest
        Coroutine<Void> nothing() {
            return null;
        }
    }

    @Test
    void what_could_not_be_run_as_meant_fails_and_says_why() {
        assertThat(message(None.class)).contains("has no method with @AsyncTest");
        assertThat(message(Hot.class)).contains("returns a Coroutine");
        assertThat(message(Hidden.class)).contains("neither static nor private");
        assertThat(message(SeededInRealTime.class)).contains("@Seeds needs virtual time");
        assertThat(message(Null.class)).contains("returned null");
    }

    private static String message(Class<?> testClass) {
        List<Event> failed = run(testClass).allEvents().failed().list();
        assertThat(failed).hasSize(1);
        return failure(failed.get(0)).getMessage();
    }
}
