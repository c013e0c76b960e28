package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Case;
import dev.fermata.Promise;
import dev.fermata.Script;
import dev.fermata.Tasks;
import dev.fermata.VirtualLoop;
import dev.fermata.internal.loop.LoopClock;
import dev.fermata.internal.loop.ThreadLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLoopTest {

    private final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop;
    private final List<String> events = virtual.events;

    private Runnable logging(String event) {
        return () -> virtual.log(event);
    }

    private void runOnce() {
        loop.callSoon(loop::stop);
        loop.runForever();
    }

    @Test
    @Case("E1")
    void callbacks_run_in_order_and_those_added_meanwhile_in_the_next_iteration() {
        loop.callSoon(() -> {
            virtual.log("a");
            loop.callSoon(logging("later"));
        });
        loop.callSoon(logging("b"));
        runOnce();
        assertThat(events).containsExactly("a", "b");
        runOnce();
        assertThat(events).containsExactly("a", "b", "later");
    }

    @Test
    @Case("E2")
    void both_ways_of_scheduling_keep_the_order_on_the_own_thread() {
        loop.callSoonThreadsafe(logging("1"));
        loop.callSoon(logging("2"));
        loop.callSoonThreadsafe(logging("3"));
        runOnce();
        assertThat(events).containsExactly("1", "2", "3");
    }

    @Test
    @Case("E3")
    void negative_delays_are_ordered_by_deadline() {
        loop.callLater(Duration.ofSeconds(-1), logging("-1"));
        loop.callLater(Duration.ofSeconds(-2), logging("-2"));
        runOnce();
        assertThat(events).containsExactly("-2", "-1");
    }

    @Test
    @Case("E4")
    void null_arguments_are_refused() {
        assertThatNullPointerException().isThrownBy(() -> loop.callLater(null, () -> {}));
        assertThatNullPointerException().isThrownBy(() -> loop.callSoon(null));
        assertThatNullPointerException().isThrownBy(() -> loop.callAt(1, null));
    }

    @Test
    @Case("E5")
    void timers_never_fire_early() {
        loop.callAt(loop.time() + 5, () -> {
            assertThat(loop.time()).isEqualTo(5);
            loop.stop();
        });
        loop.runForever();
        assertThat(loop.time()).isEqualTo(5);
    }

    @Test
    void equal_deadlines_keep_the_order_of_their_setting() {
        for (int i = 0; i < 100; i++) {
            loop.callAt(i % 2 == 0 ? 7 : 7, logging("" + i));
        }
        loop.callAt(8, loop::stop);
        loop.runForever();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            expected.add("" + i);
        }
        assertThat(events).isEqualTo(expected);
    }

    @Test
    @Case("E7")
    void cancelled_callbacks_do_not_run() {
        Handle soon = loop.callSoon(logging("soon"));
        Handle later = loop.callLater(Duration.ofNanos(1), logging("later"));
        soon.cancel();
        later.cancel();
        later.cancel();
        loop.callLater(Duration.ofNanos(2), loop::stop);
        loop.runForever();
        assertThat(events).isEmpty();
        assertThat(soon.isCancelled()).isTrue();
        assertThat(soon).hasToString("Callback[cancelled]");
    }

    @Test
    @Case("E9")
    void stop_lets_ready_callbacks_run_and_keeps_new_ones() {
        loop.callSoon(() -> {
            loop.stop();
            loop.callSoon(logging("new"));
        });
        loop.callSoon(logging("ready"));
        loop.runForever();
        assertThat(events).containsExactly("ready");
        runOnce();
        assertThat(events).containsExactly("ready", "new");
    }

    @Test
    @Case("E11")
    void stopping_before_the_promise_is_done_is_an_error() {
        Promise<String> promise = new Promise<>(loop);
        loop.callSoon(loop::stop);
        assertThatIllegalStateException()
                .isThrownBy(() -> loop.runUntilComplete(promise))
                .withMessageContaining("stopped before");
    }

    @Test
    @Case("E12")
    void run_until_complete_takes_its_callback_back_when_the_run_fails() {
        Promise<String> promise = new Promise<>(loop);
        loop.callSoon(() -> {
            throw new InternalError("fatal");
        });
        assertThatThrownBy(() -> loop.runUntilComplete(promise)).hasMessage("fatal");
        promise.complete("later");
        loop.callSoon(logging("a"));
        loop.callLater(Duration.ofNanos(1), () -> {
            virtual.log("b");
            loop.stop();
        });
        loop.runForever();
        assertThat(events).containsExactly("a", "b");
    }

    @Test
    @Case("E13")
    void run_until_complete_refuses_promises_of_other_loops() {
        Promise<String> foreign = new Promise<>(EventLoop.create());
        assertThatIllegalArgumentException().isThrownBy(() -> loop.runUntilComplete(foreign));
    }

    @Test
    @Case({"E15", "E16", "E17"})
    void loops_do_not_nest() {
        EventLoop other = EventLoop.create();
        loop.callSoon(() -> {
            assertThatIllegalStateException().isThrownBy(loop::runForever).withMessageContaining("already running");
            assertThatIllegalStateException()
                    .isThrownBy(other::runForever)
                    .withMessageContaining("while another loop is running");
            assertThat(EventLoop.current()).isSameAs(loop);
            virtual.log("checked");
            loop.stop();
        });
        loop.runForever();
        assertThat(events).containsExactly("checked");
    }

    @Test
    @Case({"E17", "E18"})
    void there_is_no_current_loop_outside_of_a_run() {
        assertThat(EventLoop.running()).isNull();
        assertThatIllegalStateException().isThrownBy(EventLoop::current).withMessageContaining("no running event loop");
    }

    @Test
    @Case("E19")
    void close_is_idempotent_and_refused_while_running() {
        loop.callSoon(() -> {
            assertThatIllegalStateException().isThrownBy(loop::close);
            virtual.log("refused");
            loop.stop();
        });
        loop.runForever();
        loop.close();
        loop.close();
        assertThat(loop.isClosed()).isTrue();
        assertThat(events).containsExactly("refused");
    }

    @Test
    @Case("E20")
    void a_closed_loop_refuses_everything() {
        loop.close();
        Runnable nothing = () -> {};
        List<Runnable> attempts = List.of(
                loop::runForever,
                () -> loop.runUntilComplete(new Promise<>(loop)),
                () -> loop.callSoon(nothing),
                () -> loop.callSoonThreadsafe(nothing),
                () -> loop.callLater(Duration.ZERO, nothing),
                () -> loop.callAt(0, nothing),
                () -> loop.execute(nothing),
                loop::executor,
                () -> Tasks.startOn(loop, Script.returning(() -> 1)));
        for (Runnable attempt : attempts) {
            assertThatIllegalStateException().isThrownBy(attempt::run).withMessageContaining("closed");
        }
    }

    @Test
    @Case("E22")
    void short_timers_do_not_spin() {
        int[] idled = {0};
        LoopClock system = LoopClock.system();
        EventLoop real = new ThreadLoop(new LoopClock() {
            @Override
            public long time() {
                return system.time();
            }

            @Override
            public void idle(ThreadLoop idle, long deadline) {
                idled[0]++;
                system.idle(idle, deadline);
            }
        });
        for (int nanos = 1; nanos <= 10_000_000; nanos *= 10) {
            real.runUntilComplete(Tasks.sleep(Duration.ofNanos(nanos)));
        }
        assertThat(idled[0]).isLessThanOrEqualTo(20);
    }

    @Test
    @Case({"C9", "DG1", "DG2"})
    void failures_of_callbacks_go_to_the_handler_and_the_loop_goes_on() {
        RuntimeException failure = new RuntimeException("callback");
        List<ErrorContext> seen = new ArrayList<>();
        loop.setExceptionHandler((where, context) -> seen.add(context));
        Handle handle = loop.callSoon(() -> {
            throw failure;
        });
        loop.callSoon(logging("next"));
        runOnce();
        assertThat(events).containsExactly("next");
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).exception()).isSameAs(failure);
        assertThat(seen.get(0).source()).isSameAs(handle);
        loop.setExceptionHandler(null);
        assertThat(loop.exceptionHandler()).isNull();
    }

    @Test
    @Case({"DG3", "DG4"})
    void a_broken_handler_does_not_stop_the_loop() {
        loop.setExceptionHandler((where, context) -> {
            throw new IllegalStateException("broken handler");
        });
        loop.callSoon(() -> {
            throw new RuntimeException("callback");
        });
        loop.callSoon(logging("next"));
        runOnce();
        assertThat(events).containsExactly("next");
    }

    @Test
    @Case("DG6")
    void errors_of_the_virtual_machine_leave_the_run() {
        loop.callSoon(() -> {
            throw new InternalError("fatal");
        });
        assertThatThrownBy(loop::runForever).isInstanceOf(InternalError.class);
        assertThat(loop.isRunning()).isFalse();
        assertThat(EventLoop.running()).isNull();
    }

    @Test
    void an_interrupt_runs_the_action_and_is_found_again_after_the_run() {
        EventLoop real = EventLoop.create();
        real.onInterrupt(real::stop);
        Thread.currentThread().interrupt();
        real.runForever();
        assertThat(Thread.interrupted()).isTrue();
    }
}
