package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Awaitable;
import dev.fermata.Case;
import dev.fermata.Coroutine;
import dev.fermata.Promise;
import dev.fermata.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every event loop has to do, whatever it runs on and whoever runs it. */
@Timeout(20)
abstract class EventLoopContract {

    /** Written and read on the loop's thread, or while it rests. */
    final List<String> events = new ArrayList<>();

    final List<ErrorContext> reported = new ArrayList<>();
    private LoopDriver driver;
    EventLoop loop;

    /** Makes a new loop. */
    abstract LoopDriver open();

    @BeforeEach
    void openLoop() {
        driver = open();
        loop = driver.loop();
        loop.setExceptionHandler((where, context) -> reported.add(context));
    }

    @AfterEach
    void closeLoop() {
        driver.close();
        assertThat(loop.isClosed()).isTrue();
    }

    final void log(String event) {
        events.add(event);
    }

    final Runnable logging(String event) {
        return () -> events.add(event);
    }

    final <T> T call(Callable<T> code) {
        return driver.call(code);
    }

    final void inLoop(Runnable code) {
        driver.call(() -> {
            code.run();
            return null;
        });
    }

    final <T> T run(Awaitable<T> main) {
        return driver.run(main);
    }

    final void outside(Runnable code) {
        driver.outside(code);
    }

    final void settle() {
        driver.settle();
    }

    /** Runs {@code code} on a thread of its own and waits for its end. */
    static void elsewhere(Runnable code) {
        Throwable[] failure = {null};
        Thread thread = new Thread(code);
        thread.setUncaughtExceptionHandler((where, thrown) -> failure[0] = thrown);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (failure[0] != null) {
            throw new AssertionError(failure[0]);
        }
    }

    // Callbacks and their order.

    @Test
    @Case("E1")
    void callbacks_run_in_order_and_those_added_meanwhile_in_the_next_iteration() {
        inLoop(() -> {
            loop.callSoon(() -> {
                log("a");
                loop.callSoon(logging("added"));
            });
            loop.callSoon(logging("b"));
        });
        settle();
        assertThat(events).containsExactly("a", "b", "added");
    }

    @Test
    @Case("E2")
    void both_ways_of_scheduling_keep_the_order_on_the_own_thread() {
        inLoop(() -> {
            loop.callSoonThreadsafe(logging("1"));
            loop.callSoon(logging("2"));
            loop.callSoonThreadsafe(logging("3"));
        });
        settle();
        assertThat(events).containsExactly("1", "2", "3");
    }

    @Test
    @Case("E2")
    void what_one_other_thread_schedules_keeps_its_order() {
        elsewhere(() -> {
            for (int i = 0; i < 1_000; i++) {
                String number = "" + i;
                loop.callSoonThreadsafe(logging(number));
            }
        });
        settle();
        assertThat(events)
                .hasSize(1_000)
                .startsWith("0", "1", "2")
                .endsWith("998", "999")
                .isSortedAccordingTo((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
    }

    @Test
    void a_callback_scheduled_outside_of_the_loops_callbacks_runs() {
        outside(() -> {
            loop.callSoon(logging("soon"));
            loop.callLater(Duration.ofNanos(1), logging("later"));
        });
        run(Tasks.sleep(Duration.ofMillis(2)));
        assertThat(events).containsExactly("soon", "later");
    }

    @Test
    @Case("E3")
    void negative_delays_are_ordered_by_deadline() {
        inLoop(() -> {
            loop.callLater(Duration.ofSeconds(-1), logging("-1"));
            loop.callLater(Duration.ofSeconds(-2), logging("-2"));
        });
        settle();
        assertThat(events).containsExactly("-2", "-1");
    }

    @Test
    @Case("E4")
    void null_arguments_are_refused() {
        inLoop(() -> {
            assertThatNullPointerException().isThrownBy(() -> loop.callLater(null, () -> {}));
            assertThatNullPointerException().isThrownBy(() -> loop.callLater(Duration.ZERO, null));
            assertThatNullPointerException().isThrownBy(() -> loop.callSoon(null));
            assertThatNullPointerException().isThrownBy(() -> loop.callSoonThreadsafe(null));
            assertThatNullPointerException().isThrownBy(() -> loop.callAt(1, null));
        });
    }

    @Test
    @Case("E5")
    void timers_never_fire_early() {
        List<Long> late = new ArrayList<>();
        Promise<Void> last = call(Promise::new);
        inLoop(() -> {
            for (int i = 1; i <= 20; i++) {
                long when = loop.time() + i * 100_000;
                loop.callAt(when, () -> late.add(loop.time() - when));
            }
            loop.callLater(Duration.ofMillis(2), () -> last.complete(null));
        });
        run(last);
        assertThat(late).hasSize(20).allMatch(nanos -> nanos >= 0);
    }

    @Test
    void timers_fire_in_the_order_of_their_deadlines() {
        Promise<Void> last = call(Promise::new);
        inLoop(() -> {
            long now = loop.time();
            loop.callAt(now + 2_000_000, logging("2"));
            loop.callAt(now + 1_000_000, logging("1"));
            loop.callAt(now + 3_000_000, () -> {
                log("3");
                last.complete(null);
            });
            loop.callSoon(logging("soon"));
        });
        run(last);
        assertThat(events).containsExactly("soon", "1", "2", "3");
    }

    @Test
    void equal_deadlines_keep_the_order_of_their_setting() {
        List<String> expected = new ArrayList<>();
        Promise<Void> last = call(Promise::new);
        inLoop(() -> {
            long when = loop.time() + 100;
            for (int i = 0; i < 100; i++) {
                loop.callAt(when, logging("" + i));
                expected.add("" + i);
            }
            loop.callAt(when + 1, () -> last.complete(null));
        });
        run(last);
        assertThat(events).isEqualTo(expected);
    }

    @Test
    void a_timer_set_by_another_thread_fires() {
        Promise<Void> fired = call(Promise::new);
        elsewhere(() -> loop.callLater(Duration.ofNanos(1), () -> fired.complete(null)));
        run(fired);
        assertThat(fired.isDone()).isTrue();
    }

    @Test
    void an_earlier_timer_set_later_fires_first() {
        Promise<Void> last = call(Promise::new);
        inLoop(() -> loop.callLater(Duration.ofHours(1), logging("never")));
        settle();
        inLoop(() -> loop.callLater(Duration.ofMillis(1), () -> last.complete(null)));
        run(last);
        assertThat(events).isEmpty();
    }

    @Test
    @Case("E7")
    void cancelled_callbacks_do_not_run() {
        Promise<Void> last = call(Promise::new);
        inLoop(() -> {
            Handle soon = loop.callSoon(logging("soon"));
            Handle later = loop.callLater(Duration.ofNanos(1), logging("later"));
            soon.cancel();
            later.cancel();
            later.cancel();
            assertThat(soon.isCancelled()).isTrue();
            assertThat(later.isCancelled()).isTrue();
            loop.callLater(Duration.ofNanos(2), () -> last.complete(null));
        });
        run(last);
        assertThat(events).isEmpty();
    }

    @Test
    void a_timer_can_be_cancelled_by_another_thread() {
        Promise<Void> last = call(Promise::new);
        TimerHandle timer = call(() -> loop.callLater(Duration.ofHours(1), logging("never")));
        elsewhere(timer::cancel);
        inLoop(() -> loop.callLater(Duration.ofMillis(1), () -> last.complete(null)));
        run(last);
        assertThat(timer.isCancelled()).isTrue();
    }

    @Test
    @Case("C9")
    void failures_of_callbacks_go_to_the_handler_and_the_loop_goes_on() {
        RuntimeException failure = new RuntimeException("callback");
        Handle handle = call(() -> {
            Handle failing = loop.callSoon(() -> {
                throw failure;
            });
            loop.callSoon(logging("next"));
            return failing;
        });
        settle();
        assertThat(events).containsExactly("next");
        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).exception()).isSameAs(failure);
        assertThat(reported.get(0).source()).isSameAs(handle);
    }

    // Which loop is the current one.

    @Test
    @Case("E17")
    void it_is_the_current_loop_inside_of_its_callbacks() {
        inLoop(() -> {
            assertThat(EventLoop.current()).isSameAs(loop);
            assertThat(EventLoop.running()).isSameAs(loop);
            assertThat(loop.isOwnThread()).isTrue();
            assertThat(loop.isRunning()).isTrue();
        });
    }

    @Test
    @Case({"E17", "E18"})
    void there_is_no_current_loop_on_other_threads() {
        elsewhere(() -> {
            assertThat(EventLoop.running()).isNull();
            assertThatIllegalStateException()
                    .isThrownBy(EventLoop::current)
                    .withMessageContaining("no running event loop");
            assertThat(loop.isOwnThread()).isFalse();
        });
    }

    @Test
    @Case({"E15", "E16"})
    void no_loop_can_be_run_inside_of_it() {
        EventLoop other = EventLoop.create();
        inLoop(() -> {
            assertThatIllegalStateException().isThrownBy(loop::runForever);
            assertThatIllegalStateException().isThrownBy(() -> loop.runUntilComplete(new Promise<>()));
            assertThatIllegalStateException()
                    .isThrownBy(other::runForever)
                    .withMessageContaining("while another loop is running");
            assertThat(EventLoop.current()).isSameAs(loop);
        });
        other.close();
    }

    // Closing.

    @Test
    @Case("E19")
    void closing_it_inside_of_its_callbacks_is_refused() {
        inLoop(() -> {
            assertThatIllegalStateException().isThrownBy(loop::close).withMessageContaining("running");
            assertThat(loop.isClosed()).isFalse();
        });
    }

    @Test
    @Case("E19")
    void closing_it_twice_does_nothing() {
        outside(loop::close);
        outside(loop::close);
        assertThat(loop.isClosed()).isTrue();
        assertThat(loop.isRunning()).isFalse();
        assertThat(EventLoop.running()).isNull();
    }

    @Test
    @Case("E20")
    void a_closed_loop_refuses_everything() {
        outside(loop::close);
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
                () -> Tasks.startOn(loop, Tasks.yieldNow()));
        for (Runnable attempt : attempts) {
            outside(() ->
                    assertThatIllegalStateException().isThrownBy(attempt::run).withMessage("the event loop is closed"));
            elsewhere(() ->
                    assertThatIllegalStateException().isThrownBy(attempt::run).withMessage("the event loop is closed"));
        }
    }

    @Test
    void what_is_pending_when_it_closes_never_runs() {
        outside(() -> {
            loop.callLater(Duration.ofHours(1), logging("later"));
            loop.callSoon(logging("soon"));
            loop.close();
        });
        assertThat(events).isEmpty();
    }

    @Test
    void closing_it_shuts_its_executor_down() {
        ExecutorService executor = loop.executor();
        outside(loop::close);
        assertThat(executor.isShutdown()).isTrue();
    }

    // Tasks.

    @Async
    private Coroutine<List<String>> counting(String name, int turns) {
        for (int i = 0; i < turns; i++) {
            log(name + i);
            Await.on(Tasks.yieldNow());
        }
        return Coroutine.of(events);
    }

    @Test
    @Case("T1")
    void tasks_take_turns() {
        inLoop(() -> {
            Tasks.start(counting("a", 3));
            Tasks.start(counting("b", 3));
        });
        settle();
        assertThat(events).containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
    }

    @Async
    private Coroutine<Boolean> resuming() {
        Thread thread = Thread.currentThread();
        boolean same = loop.isOwnThread();
        Await.on(Tasks.sleep(Duration.ofMillis(1)));
        same &= Thread.currentThread() == thread;
        Await.on(Tasks.toThread(() -> "x"));
        same &= Thread.currentThread() == thread;
        Promise<String> promise = new Promise<>();
        Tasks.toThread(() -> promise.tryComplete("x"));
        new Thread(() -> promise.complete("y")).start();
        loop.outsideWorkBegan();
        Await.on(promise);
        loop.outsideWorkEnded();
        return Coroutine.of(same && Thread.currentThread() == thread && EventLoop.current() == loop);
    }

    @Test
    @Case("E17")
    void tasks_resume_on_the_loops_thread_and_nowhere_else() {
        assertThat(run(resuming())).isTrue();
    }

    @Async
    private Coroutine<String> sleeping(Duration duration) {
        String first = Await.on(Tasks.sleep(duration, "slept"));
        String second = Await.on(Tasks.sleep(duration, " twice"));
        return Coroutine.of(first + second);
    }

    @Test
    @Case("T18")
    void sleeps_add_up_and_give_their_results() {
        long began = call(loop::time);
        assertThat(run(sleeping(Duration.ofMillis(2)))).isEqualTo("slept twice");
        assertThat(call(loop::time) - began)
                .isGreaterThanOrEqualTo(Duration.ofMillis(4).toNanos());
    }

    @Test
    @Case("C1")
    void done_callbacks_run_in_order_and_never_inline() {
        inLoop(() -> {
            Promise<String> promise = new Promise<>();
            promise.addDoneCallback(done -> log("1 " + done.result()));
            promise.addDoneCallback(done -> log("2 " + done.result()));
            promise.complete("x");
            log("completed");
        });
        settle();
        assertThat(events).containsExactly("completed", "1 x", "2 x");
    }
}
