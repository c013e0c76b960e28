package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Case;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Promise;
import dev.fermata.RunOptions;
import dev.fermata.Script;
import dev.fermata.Tasks;
import dev.fermata.VirtualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebugModeTest {

    private final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop;
    private final LogRecords log = new LogRecords();
    private final Runnable nothing = () -> {};

    @BeforeEach
    void debug() {
        loop.setDebug(true);
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private static void elsewhere(Runnable action) {
        CompletableFuture.runAsync(action).join();
    }

    @Test
    @Case("DG11")
    void scheduling_from_a_foreign_thread_throws() {
        for (Runnable attempt : List.<Runnable>of(
                () -> loop.callSoon(nothing),
                () -> loop.callLater(Duration.ZERO, nothing),
                () -> loop.callAt(0, nothing))) {
            assertThatThrownBy(() -> elsewhere(attempt))
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("use callSoonThreadsafe");
        }
        elsewhere(() -> loop.callSoonThreadsafe(nothing));
    }

    @Test
    @Case("DG11")
    void outside_of_debug_mode_scheduling_from_a_foreign_thread_finds_its_way() {
        loop.setDebug(false);
        elsewhere(() -> loop.callSoon(() -> virtual.log("ran")));
        virtual.runReady();
        assertThat(virtual.events).containsExactly("ran");
    }

    @Test
    @Case("DG12")
    void a_coroutine_is_no_callback() {
        assertThat(Runnable.class.isAssignableFrom(Coroutine.class)).isFalse();
    }

    @Test
    @Case("DG13")
    void a_slow_callback_is_logged() {
        loop.setSlowCallbackDuration(Duration.ofMillis(20));
        loop.callSoon(() -> virtual.pass(Duration.ofMillis(19)));
        virtual.runReady();
        assertThat(log.messages()).isEmpty();
        loop.callSoon(() -> virtual.pass(Duration.ofMillis(20)));
        virtual.runReady();
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("took 20 ms", "created at", "DebugModeTest.java");
    }

    @Test
    @Case("DG13")
    void a_slow_step_of_a_task_is_logged_with_its_name() {
        assertThat(loop.slowCallbackDuration()).hasMillis(100);
        Tasks.startOn(loop, Script.returning(() -> {
                    virtual.pass(Duration.ofMillis(150));
                    return 1;
                }))
                .setName("apple");
        virtual.runReady();
        assertThat(log.messages()).singleElement().asString().contains("apple", "took 150 ms");
    }

    @Test
    @Case("DG13")
    void a_monitor_takes_the_place_of_the_log() {
        List<String> told = new ArrayList<>();
        loop.setMonitor(new LoopMonitor() {
            @Override
            public void slowStep(EventLoop where, Object step, Duration took) {
                told.add(took.toMillis() + " ms");
            }
        });
        loop.callSoon(() -> virtual.pass(Duration.ofSeconds(1)));
        virtual.runReady();
        assertThat(told).containsExactly("1000 ms");
        assertThat(log.messages()).isEmpty();
    }

    @Test
    @Case("DG13")
    void a_monitor_that_fails_is_reported_and_the_loop_goes_on() {
        IllegalStateException broken = new IllegalStateException("broken monitor");
        List<ErrorContext> reported = new ArrayList<>();
        loop.setExceptionHandler((where, context) -> reported.add(context));
        loop.setMonitor(new LoopMonitor() {
            @Override
            public void slowStep(EventLoop where, Object step, Duration took) {
                throw broken;
            }
        });
        loop.callSoon(() -> virtual.pass(Duration.ofSeconds(1)));
        virtual.runReady();
        assertThat(reported).extracting(ErrorContext::exception).containsExactly(broken);
    }

    @Test
    @Case("DG14")
    void what_is_created_knows_the_line_of_its_creation() {
        int line = new Throwable().getStackTrace()[0].getLineNumber();
        Object soon = loop.callSoon(nothing);
        Object threadsafe = loop.callSoonThreadsafe(nothing);
        Object later = loop.callLater(Duration.ofSeconds(1), nothing);
        Object at = loop.callAt(1, nothing);
        Object promise = new Promise<String>(loop);
        Object task = Tasks.startOn(loop, Script.returning(() -> 1));
        List<Object> created = List.of(soon, threadsafe, later, at, promise, task);
        for (int i = 0; i < created.size(); i++) {
            StackTraceElement place = loop.creationOf(created.get(i)).get(0);
            assertThat(place.getFileName()).isEqualTo("DebugModeTest.java");
            assertThat(place.getLineNumber()).isEqualTo(line + 1 + i);
        }
    }

    @Test
    @Case("DG14")
    void outside_of_debug_mode_nothing_is_noted() {
        loop.setDebug(false);
        assertThat(loop.creationOf(loop.callSoon(nothing))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Case("DG15")
    void a_run_is_in_debug_mode_if_its_options_say_so(boolean on) {
        loop.setDebug(!on);
        RunOptions options = RunOptions.defaults().withLoop(() -> loop).withCancelOnExit(false, Duration.ZERO);
        assertThat(Fermata.run(Script.returning(loop::isDebug), options)).isEqualTo(!on);
        VirtualLoop other = new VirtualLoop();
        other.loop.setDebug(!on);
        RunOptions saying = options.withLoop(() -> other.loop).withDebug(on);
        assertThat(Fermata.run(Script.returning(other.loop::isDebug), saying)).isEqualTo(on);
    }

    @Test
    @Case("DG16")
    void a_coroutine_that_was_made_outside_of_any_loop_is_reported_when_it_is_garbage() {
        List<ErrorContext> seen = new ArrayList<>();
        loop.setExceptionHandler((where, context) -> seen.add(context));
        elsewhere(() -> UnusedCoroutines.createdOutside(new Object(), true));
        for (int i = 0; i < 1_000 && seen.isEmpty(); i++) {
            System.gc();
            virtual.runReady();
        }
        assertThat(seen).extracting(ErrorContext::message).containsExactly("a coroutine was never awaited");
        assertThat(seen.get(0).creation().get(0).getFileName()).isEqualTo("DebugModeTest.java");
    }

    @Test
    @Case("DG16")
    void one_that_was_made_outside_of_any_loop_and_is_kept_is_not_reported() {
        List<ErrorContext> seen = new ArrayList<>();
        loop.setExceptionHandler((where, context) -> seen.add(context));
        Object kept = new Object();
        elsewhere(() -> UnusedCoroutines.createdOutside(kept, true));
        System.gc();
        virtual.runReady();
        loop.close();
        UnusedCoroutines.used(kept);
        assertThat(seen).isEmpty();
    }
}
