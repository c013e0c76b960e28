package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Case;
import dev.fermata.Context;
import dev.fermata.ContextVar;
import dev.fermata.Coroutine;
import dev.fermata.LoopKind;
import dev.fermata.LoopPortal;
import dev.fermata.RunOptions;
import dev.fermata.Tasks;
import dev.fermata.TestKitLoop;
import dev.fermata.testkit.VirtualTimeLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On the loops that a thread runs: a runner cannot run one that lives on a host's thread. */
@Timeout(60)
@ParameterizedClass
@EnumSource(names = "HOSTED", mode = EnumSource.Mode.EXCLUDE)
class RunnerTest {

    private static final ContextVar<String> VARIABLE = new ContextVar<>("variable");

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final List<ErrorContext> reported = Collections.synchronizedList(new ArrayList<>());
    private final RunOptions options;

    RunnerTest(LoopKind kind) {
        options = RunOptions.defaults()
                .withLoop(() -> TestKitLoop.or(kind).loop)
                .withExceptionHandler((loop, context) -> reported.add(context))
                .withCancelOnExit(false, Duration.ZERO);
    }

    @Async
    private Coroutine<EventLoop> current() {
        Await.on(Tasks.yieldNow());
        return Coroutine.of(EventLoop.current());
    }

    @Test
    @Case("R8")
    void several_runs_have_one_loop_which_is_closed_at_the_end() {
        EventLoop loop;
        try (Runner runner = new Runner(options)) {
            loop = runner.loop();
            assertThat(runner.run(current())).isSameAs(loop);
            assertThat(runner.run(current())).isSameAs(loop);
            assertThat(loop.isClosed()).isFalse();
        }
        assertThat(loop.isClosed()).isTrue();
    }

    @Test
    @Case("R8")
    void the_options_make_the_loop() {
        EventLoop mine = VirtualTimeLoop.create();
        try (Runner runner = new Runner(options.withLoop(() -> mine).withDebug(true))) {
            assertThat(runner.loop()).isSameAs(mine);
            assertThat(mine.isDebug()).isTrue();
        }
    }

    @Async
    private Coroutine<String> setting(String value) {
        String before = VARIABLE.orElse("nothing");
        VARIABLE.set(value);
        return Coroutine.of(before);
    }

    @Test
    @Case("V4")
    void the_runs_share_one_context() {
        try (Runner runner = new Runner(options)) {
            assertThat(runner.run(setting("first"))).isEqualTo("nothing");
            assertThat(runner.run(setting("second"))).isEqualTo("first");
            assertThat(VARIABLE.orElse("nothing")).isEqualTo("nothing");
        }
    }

    @Async
    private Coroutine<ContextVar.Token<String>> setting() {
        ContextVar.Token<String> token = VARIABLE.set("first");
        Await.on(Tasks.yieldNow());
        return Coroutine.of(token);
    }

    @Async
    private Coroutine<String> resetting(ContextVar.Token<String> token) {
        Await.on(Tasks.yieldNow());
        VARIABLE.reset(token);
        return Coroutine.of(VARIABLE.orElse("nothing"));
    }

    @Test
    void a_run_resets_what_the_one_before_has_set() {
        try (Runner runner = new Runner(options)) {
            assertThat(runner.run(resetting(runner.run(setting())))).isEqualTo("nothing");
        }
    }

    @Async
    private Coroutine<String> reading() {
        Await.on(Tasks.yieldNow());
        return Coroutine.of(VARIABLE.orElse("nothing"));
    }

    private void runByFactory() {
        try (Runner runner = new Runner(options)) {
            runner.loop().setTaskFactory(request -> {
                events.add(request.context() == null ? "a copy" : "the runner's");
                VARIABLE.set("the factory's");
                return request.start();
            });
            assertThat(runner.run(reading())).isEqualTo("nothing");
        }
    }

    @Test
    void a_task_factory_gets_the_runners_context_and_runs_in_the_threads() {
        Context.copyOfCurrent().run(this::runByFactory);
        assertThat(events).containsExactly("the runner's");
    }

    @Test
    @Case("V4")
    void a_run_can_have_a_context_of_its_own() {
        try (Runner runner = new Runner(options)) {
            runner.run(setting("first"));
            assertThat(runner.run(new Context(), setting("second"))).isEqualTo("nothing");
            assertThat(runner.run(setting("third"))).isEqualTo("first");
        }
    }

    @Async
    private Coroutine<Void> ticking() {
        try {
            for (int i = 1; ; i++) {
                Await.on(Tasks.sleep(Duration.ofSeconds(1)));
                events.add("tick " + i);
            }
        } finally {
            events.add("ended");
        }
    }

    @Async
    private Coroutine<Void> starting() {
        Tasks.start(ticking());
        Await.on(Tasks.sleep(Duration.ofMillis(1500)));
        return Coroutine.done();
    }

    @Test
    @Case("R4")
    void tasks_left_behind_go_on_in_the_next_run_and_end_with_the_runner() {
        try (Runner runner = new Runner(options)) {
            runner.run(starting());
            assertThat(events).containsExactly("tick 1");
            runner.run(Tasks.sleep(Duration.ofSeconds(1)));
            assertThat(events).containsExactly("tick 1", "tick 2");
        }
        assertThat(events).containsExactly("tick 1", "tick 2", "ended");
    }

    @Test
    void a_closed_runner_refuses_to_run_and_closes_once() {
        Runner runner = new Runner(options);
        runner.close();
        runner.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> runner.run(current()))
                .withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(runner::loop).withMessageContaining("closed");
    }

    @Async
    private Coroutine<String> running(Runner other) {
        try {
            other.run(current());
            return Coroutine.of("ran");
        } catch (IllegalStateException refused) {
            return Coroutine.of(refused.getMessage());
        }
    }

    @Test
    void it_refuses_to_block_a_running_loop() {
        try (Runner runner = new Runner(options)) {
            assertThat(runner.run(running(runner))).contains("await in place of it");
        }
    }

    @Async
    private Coroutine<String> interruptedWhileItSleeps() {
        Thread.currentThread().interrupt();
        Await.on(Tasks.sleep(Duration.ofDays(1)));
        return Coroutine.of("never");
    }

    @Test
    void a_run_that_was_interrupted_does_not_spoil_the_next() {
        try (Runner runner = new Runner(options)) {
            assertThatThrownBy(() -> runner.run(interruptedWhileItSleeps()))
                    .isInstanceOf(java.util.concurrent.CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(runner.run(setting("x"))).isEqualTo("nothing");
        }
    }

    @Test
    @Case("R12")
    void work_that_does_not_end_in_time_is_reported() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Runner runner = new Runner(options.withExecutorTimeout(Duration.ofMillis(1)))) {
            runner.loop().executor().execute(() -> {
                begun.countDown();
                await(release);
            });
            runner.run(Tasks.toThread(() -> {
                begun.await();
                return null;
            }));
        }
        release.countDown();
        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).message()).contains("still");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_loop_serves_its_workers_until_they_have_ended() {
        try (Runner runner = new Runner(options)) {
            EventLoop loop = runner.loop();
            runner.run(Tasks.yieldNow());
            loop.executor().execute(() -> {
                try {
                    events.add(LoopPortal.to(loop).call(() -> "served"));
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
        }
        assertThat(events).containsExactly("served");
    }

    @Test
    void the_executor_comes_from_the_options() {
        RunOptions mine = options.withExecutor(() -> WorkerThreads.pool(2, "mine"));
        try (Runner runner = new Runner(mine)) {
            String name = runner.run(Tasks.toThread(() -> Thread.currentThread().getName()));
            assertThat(name).startsWith("mine-");
        }
    }

    @Test
    void virtual_threads_do_the_blocking_work_where_there_are_any() {
        RunOptions virtual = options.withExecutor(WorkerThreads::virtual);
        try (Runner runner = new Runner(virtual)) {
            if (WorkerThreads.virtualAreSupported()) {
                assertThat(runner.run(
                                Tasks.toThread(() -> Thread.currentThread().toString())))
                        .contains("VirtualThread");
            } else {
                assertThatThrownBy(runner::loop)
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessageContaining("Java 21");
            }
        }
    }
}
