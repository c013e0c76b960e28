package dev.fermata.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Case;
import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a loop gets on with its host, which is a queue here that the test works off. */
class HostLoopTest {

    private final ArrayDeque<Runnable> work = new ArrayDeque<>();
    private final List<Long> alarms = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private long now;
    private boolean ended;

    private final Executor executor = task -> {
        if (ended) {
            throw new RejectedExecutionException();
        }
        work.add(task);
    };

    private final class TestHost extends Host {

        TestHost(boolean silent) {
            super(executor, silent ? null : () -> true);
        }

        @Override
        Future<?> wakeLater(Runnable batch, long nanos) {
            if (ended) {
                throw new RejectedExecutionException();
            }
            alarms.add(nanos);
            CompletableFuture<Void> due = new CompletableFuture<>();
            due.thenRun(batch);
            alarm = due;
            return due;
        }
    }

    private CompletableFuture<Void> alarm;
    private final HostLoop loop = open(false);

    private HostLoop open(boolean silent) {
        return HostLoop.on(new TestHost(silent), new LoopClock() {
            @Override
            public long time() {
                return now;
            }

            @Override
            public void idle(ThreadLoop idling, long deadline) {
                throw new AssertionError();
            }
        });
    }

    @AfterEach
    void leaveThread() {
        ended = false;
        loop.close();
        assertThat(EventLoop.running()).isNull();
    }

    private Runnable logging(String event) {
        return () -> events.add(event);
    }

    /** Lets the host do what it has to do now; returns how much that was. */
    private int workOff() {
        int count = 0;
        for (Runnable task = work.poll(); task != null; task = work.poll()) {
            task.run();
            count++;
        }
        return count;
    }

    @Test
    void it_takes_its_place_on_the_thread_by_a_first_batch() {
        assertThat(EventLoop.running()).isNull();
        assertThat(work).hasSize(1);
        workOff();
        assertThat(EventLoop.current()).isSameAs(loop);
    }

    @Test
    @Case("E25")
    void its_host_drives_it_batch_by_batch() {
        loop.callSoon(logging("first"));
        assertThat(events).isEmpty();
        work.remove().run();
        loop.callSoon(logging("second"));
        assertThat(events).containsExactly("first");
        work.remove().run();
        assertThat(events).containsExactly("first", "second");
    }

    @Test
    void many_posts_make_one_batch() {
        workOff();
        for (int i = 0; i < 100; i++) {
            loop.callSoon(logging(""));
        }
        assertThat(work).hasSize(1);
        workOff();
        assertThat(events).hasSize(100);
    }

    @Test
    void a_batch_ends_when_its_time_is_used_up_and_the_host_has_its_turn() {
        HostLoop silent = open(true);
        workOff();
        for (int i = 0; i < 3; i++) {
            silent.callSoon(() -> {
                events.add("step");
                now += Duration.ofMillis(5).toNanos();
                executor.execute(logging("host"));
            });
        }
        workOff();
        assertThat(events).containsExactly("step", "host", "step", "host", "step", "host");
        silent.close();
    }

    @Test
    void steps_that_take_no_time_do_not_keep_the_host_for_ever() {
        workOff();
        class Again implements Runnable {
            @Override
            public void run() {
                if (!events.contains("host")) {
                    loop.callSoon(this);
                }
            }
        }
        loop.callSoon(new Again());
        executor.execute(logging("host"));
        workOff();
        assertThat(events).containsExactly("host");
    }

    @Test
    void what_waits_for_time_only_leaves_the_host_alone() {
        loop.callLater(Duration.ofSeconds(1), logging("timer"));
        loop.callLater(Duration.ofSeconds(2), logging("later"));
        workOff();
        assertThat(work).isEmpty();
        assertThat(alarms).containsExactly(1_000_000_000L);
        now = 1_000_000_000L;
        alarm.complete(null);
        assertThat(events).containsExactly("timer");
        assertThat(alarms).containsExactly(1_000_000_000L, 1_000_000_000L);
    }

    @Test
    void an_alarm_that_comes_early_is_set_again() {
        loop.callLater(Duration.ofSeconds(1), logging("timer"));
        workOff();
        now = 999_999_999L;
        alarm.complete(null);
        assertThat(events).isEmpty();
        assertThat(alarms).containsExactly(1_000_000_000L, 1L);
    }

    @Test
    void closing_it_takes_its_alarm_back() {
        loop.callLater(Duration.ofSeconds(1), logging("timer"));
        workOff();
        loop.close();
        assertThat(alarm).isCancelled();
    }

    @Test
    void a_timer_before_the_others_moves_the_alarm() {
        loop.callLater(Duration.ofSeconds(2), logging("later"));
        workOff();
        CompletableFuture<Void> first = alarm;
        loop.callLater(Duration.ofSeconds(1), logging("sooner"));
        workOff();
        assertThat(first).isCancelled();
        assertThat(alarms).containsExactly(2_000_000_000L, 1_000_000_000L);
    }

    @Test
    void timers_that_are_set_and_cancelled_beside_a_later_one_share_an_alarm_which_is_set_again_when_it_came() {
        loop.callLater(Duration.ofSeconds(3), logging("timer"));
        workOff();
        for (int i = 0; i < 100; i++) {
            var timeout = loop.callLater(Duration.ofSeconds(1), logging("never"));
            workOff();
            timeout.cancel();
            loop.callSoon(() -> {});
            workOff();
            now++;
        }
        assertThat(alarms).containsExactly(3_000_000_000L, 1_000_000_000L);
        now = 1_000_000_000L;
        alarm.complete(null);
        assertThat(alarms).containsExactly(3_000_000_000L, 1_000_000_000L, 2_000_000_000L);
        assertThat(events).isEmpty();
    }

    @Test
    void the_cancellation_of_the_last_timer_takes_the_alarm_back() {
        var timer = loop.callLater(Duration.ofSeconds(1), logging("never"));
        workOff();
        timer.cancel();
        loop.callSoon(() -> {});
        workOff();
        assertThat(alarm).isCancelled();
        assertThat(alarms).hasSize(1);
    }

    @Test
    void a_deadline_at_the_beginning_of_time_has_passed() {
        now = 1;
        loop.callSoon(() -> {
            loop.callAt(Long.MIN_VALUE, logging("timer"));
            now += Duration.ofMillis(5).toNanos(); // with it the batch ends
        });
        workOff();
        assertThat(alarms).containsExactly(0L);
        alarm.complete(null);
        assertThat(events).containsExactly("timer");
    }

    @Test
    void a_deadline_at_the_end_of_time_is_far_away() {
        now = Duration.ofDays(1).toNanos();
        loop.callAt(Long.MAX_VALUE - 1, logging("never"));
        workOff();
        assertThat(alarms).containsExactly(Long.MAX_VALUE - 1 - now);
    }

    @Test
    void steps_that_pump_the_hosts_work_let_the_other_steps_go_on() {
        workOff();
        loop.callSoon(() -> {
            events.add("opened");
            workOff();
            events.add("closed");
        });
        loop.callSoon(logging("meanwhile"));
        workOff();
        assertThat(events).containsExactly("opened", "meanwhile", "closed");
    }

    @Test
    void what_is_added_by_the_host_inside_of_a_step_runs_at_once() {
        workOff();
        loop.callSoon(() -> {
            executor.execute(() -> loop.callSoon(logging("added")));
            workOff();
            events.add("closed");
        });
        workOff();
        assertThat(events).containsExactly("added", "closed");
    }

    @Test
    void an_error_of_the_virtual_machine_goes_to_the_host_and_the_rest_runs() {
        workOff();
        loop.callSoon(() -> {
            throw new InternalError("fatal");
        });
        loop.callSoon(logging("next"));
        assertThatThrownBy(this::workOff).isInstanceOf(InternalError.class);
        workOff();
        assertThat(events).containsExactly("next");
    }

    @Test
    void a_host_that_refuses_work_closes_the_loop() {
        workOff();
        loop.callLater(Duration.ofSeconds(1), logging("never"));
        workOff();
        ended = true;
        assertThatIllegalStateException()
                .isThrownBy(() -> loop.callSoon(logging("never")))
                .withMessageContaining("closed");
        assertThat(loop.isClosed()).isTrue();
        assertThat(alarm).isCancelled();
    }

    @Test
    void a_host_that_refuses_work_while_a_batch_runs_closes_the_loop_after_it() {
        HostLoop silent = open(true);
        workOff();
        silent.callSoon(() -> {
            ended = true;
            silent.callLater(Duration.ofSeconds(1), logging("never"));
            events.add(silent.isClosed() ? "closed" : "open");
        });
        workOff();
        assertThat(events).containsExactly("open");
        assertThat(silent.isClosed()).isTrue();
    }

    @Test
    void two_loops_share_a_thread() {
        workOff();
        HostLoop other = open(false);
        other.callSoon(() -> events.add(EventLoop.current() == other ? "other" : "wrong"));
        loop.callSoon(() -> events.add(EventLoop.current() == loop ? "first" : "wrong"));
        workOff();
        assertThat(events).containsExactlyInAnyOrder("first", "other");
        assertThat(EventLoop.current()).isSameAs(loop);
        other.close();
        assertThat(EventLoop.current()).isSameAs(loop);
    }

    @Test
    void a_host_that_turns_out_to_have_several_threads_is_reported() throws InterruptedException {
        HostLoop silent = open(true);
        List<ErrorContext> reported = new ArrayList<>();
        silent.setExceptionHandler((where, context) -> reported.add(context));
        loop.callSoon(() -> {});
        workOff();
        silent.callSoon(() -> {});
        Thread second = new Thread(work.remove());
        second.start();
        second.join();
        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).message()).contains("must have one thread");
        ended = true;
    }
}
