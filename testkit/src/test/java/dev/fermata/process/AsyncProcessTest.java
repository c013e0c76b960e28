package dev.fermata.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Case;
import dev.fermata.Coroutine;
import dev.fermata.LoopKind;
import dev.fermata.ReturnWhen;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.TestKitLoop;
import dev.fermata.loop.EventLoop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** With real, small processes, on every kind of loop. Nothing depends on how long they take. */
@Timeout(120)
@ParameterizedClass
@EnumSource
class AsyncProcessTest {

    private final LoopKind kind;

    AsyncProcessTest(LoopKind kind) {
        this.kind = kind;
    }

    private <T> T run(Supplier<Coroutine<T>> main) {
        return TestKitLoop.or(kind).runToEnd(main.get());
    }

    private static Coroutine<AsyncProcess> shell(String script) {
        return AsyncProcess.start(new ProcessBuilder("sh", "-c", script));
    }

    /** Lets the others have some turns. */
    @Async
    private static Coroutine<Void> settle() {
        for (int i = 0; i < 10; i++) {
            Await.on(Tasks.yieldNow());
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Integer> waitingFor(AsyncProcess process) {
        return Coroutine.of(Await.on(process.waitFor()));
    }

    /** Blocks, in real time, until the process has ended, though the loop has not heard of it. */
    private static void join(AsyncProcess process) {
        ProcessHandle.of(process.pid()).ifPresent(handle -> handle.onExit().join());
        while (process.isAlive()) {
            Thread.onSpinWait(); // the JDK tells its handles first
        }
    }

    // Input and output

    @Test
    void communicating_gives_both_outputs_and_the_exit_code() {
        ProcessResult result = run(() -> {
            try (var process = Await.on(shell("read x; echo out $x; echo err $x >&2; exit 3"))) {
                return Coroutine.of(Await.on(process.communicate("hello\n")));
            }
        });
        assertThat(result).isEqualTo(new ProcessResult(3, "out hello\n", "err hello\n"));
    }

    @Test
    void much_goes_in_and_out_at_the_same_time() {
        String text = "0123456789abcde\n".repeat(100_000);
        ProcessResult result = run(() -> {
            try (var process = Await.on(AsyncProcess.start(new ProcessBuilder("cat")))) {
                return Coroutine.of(Await.on(process.communicate(text)));
            }
        });
        assertThat(result.exitCode()).isZero();
        assertThat(result.stdout()).isEqualTo(text);
    }

    @Test
    void input_that_is_not_read_is_no_failure() {
        String text = "0123456789abcde\n".repeat(100_000);
        ProcessResult result = run(() -> {
            try (var process = Await.on(shell("exit 4"))) {
                return Coroutine.of(Await.on(process.communicate(text)));
            }
        });
        assertThat(result).isEqualTo(new ProcessResult(4, "", ""));
    }

    @Test
    void lines_come_without_their_ends() {
        List<String> lines = run(() -> {
            List<String> read = new ArrayList<>();
            try (var process = Await.on(shell("printf 'a\\nb\\r\\n\\nc'"))) {
                for (String line : Await.each(process.stdout().lines())) {
                    read.add(line);
                }
                assertThat(Await.on(process.stdout().readLine())).isNull();
                assertThat(Await.on(process.waitFor())).isZero();
            }
            return Coroutine.of(read);
        });
        assertThat(lines).containsExactly("a", "b", "", "c");
    }

    @Test
    void long_lines_and_many_lines_are_put_together() {
        String line = "x".repeat(30_000);
        run(() -> {
            try (var process = Await.on(AsyncProcess.start(new ProcessBuilder("cat")))) {
                for (int i = 0; i < 3; i++) {
                    Await.on(process.stdin().write(line + i + "\n"));
                }
                Await.on(process.stdin().closeAsync());
                int count = 0;
                for (String read : Await.each(process.stdout().lines())) {
                    assertThat(read).isEqualTo(line + count);
                    count++;
                }
                assertThat(count).isEqualTo(3);
            }
            return Coroutine.done();
        });
    }

    @Test
    void reading_gives_what_is_there_and_nothing_at_the_end() {
        run(() -> {
            try (var process = Await.on(shell("printf abcdef"))) {
                assertThat(Await.on(process.stdout().read(4))).asString().isEqualTo("abcd");
                assertThat(Await.on(process.stdout().read(4))).asString().isEqualTo("ef");
                assertThat(Await.on(process.stdout().read(4))).isEmpty();
                assertThat(Await.on(process.stdout().readAll())).isEmpty();
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> process.stdout().read(0));
            }
            return Coroutine.done();
        });
    }

    @Test
    void a_dialogue_is_possible() {
        run(() -> {
            try (var process = Await.on(shell("while read x; do echo \"<$x>\"; done; echo over"))) {
                Await.on(process.stdin().write("1\n"));
                assertThat(Await.on(process.stdout().readLine())).isEqualTo("<1>");
                Await.on(process.stdin().write("2\n"));
                Await.on(process.stdin().flush());
                assertThat(Await.on(process.stdout().readLine())).isEqualTo("<2>");
                Await.on(process.stdin().closeAsync());
                assertThat(Await.on(process.stdout().readAll())).isEqualTo("over\n");
            }
            return Coroutine.done();
        });
    }

    @Test
    void text_has_the_encoding_that_was_asked_for() {
        run(() -> {
            var builder = new ProcessBuilder("cat").redirectErrorStream(true);
            try (var process = Await.on(AsyncProcess.start(builder, StandardCharsets.ISO_8859_1))) {
                Await.on(process.stdin().write("\u00e4\n"));
                Await.on(process.stdin().closeAsync());
                assertThat(Await.on(process.stdout().read(10))).containsExactly(0xe4, '\n');
            }
            return Coroutine.done();
        });
    }

    @Test
    void what_is_read_as_text_has_that_encoding_too() {
        run(() -> {
            try (var process = Await.on(AsyncProcess.start(new ProcessBuilder("cat"), StandardCharsets.ISO_8859_1))) {
                Await.on(process.stdin().write("\u00e4\n\u00f6"));
                Await.on(process.stdin().closeAsync());
                assertThat(Await.on(process.stdout().readLine())).isEqualTo("\u00e4");
                assertThat(Await.on(process.stdout().readLine())).isEqualTo("\u00f6");
            }
            try (var process = Await.on(AsyncProcess.start(new ProcessBuilder("cat"), StandardCharsets.ISO_8859_1))) {
                ProcessResult result = Await.on(process.communicate("\u00fc"));
                assertThat(result.stdout()).isEqualTo("\u00fc");
            }
            return Coroutine.done();
        });
    }

    @Test
    void time_goes_on_when_a_process_has_ended_and_nothing_is_left_to_read_or_write() {
        run(() -> {
            try (var process = Await.on(AsyncProcess.start(new ProcessBuilder("cat")))) {
                assertThat(Await.on(process.communicate("x")).stdout()).isEqualTo("x");
            }
            Await.on(Tasks.sleep(Duration.ofDays(1)));
            return Coroutine.done();
        });
    }

    @Test
    void a_cancelled_read_loses_nothing() {
        run(() -> {
            try (var process = Await.on(shell("read x; echo $x; echo two"))) {
                Task<String> reading =
                        start(() -> Coroutine.of(Await.on(process.stdout().readLine())));
                Await.on(settle());
                Task<String> second =
                        start(() -> Coroutine.of(Await.on(process.stdout().readLine())));
                Await.on(settle());
                assertThat(second.exception()).isInstanceOf(IllegalStateException.class);
                reading.cancel();
                Await.on(settle());
                assertThat(reading.isCancelled()).isTrue();
                Await.on(process.stdin().write("one\n"));
                assertThat(Await.on(process.stdout().readLine())).isEqualTo("one");
                assertThat(Await.on(process.stdout().readLine())).isEqualTo("two");
            }
            return Coroutine.done();
        });
    }

    @Test
    void what_arrives_while_nobody_reads_is_kept() {
        run(() -> {
            try (var process = Await.on(shell("read x; echo $x; echo two"))) {
                Task<String> reading =
                        start(() -> Coroutine.of(Await.on(process.stdout().readLine())));
                Await.on(settle());
                reading.cancel();
                Await.on(process.stdin().write("one\n"));
                Await.on(process.waitFor());
                Await.on(Tasks.sleep(Duration.ofSeconds(1))); // passes when the thread that reads has read
                assertThat(reading.isCancelled()).isTrue();
                assertThat(Await.on(process.stdout().readLine())).isEqualTo("one");
                assertThat(Await.on(process.stdout().readLine())).isEqualTo("two");
            }
            return Coroutine.done();
        });
    }

    private static <T> Task<T> start(Supplier<Coroutine<T>> body) {
        return Tasks.start(body.get());
    }

    @Test
    void writing_waits_while_the_process_does_not_read() {
        byte[] chunk = new byte[64 * 1024];
        run(() -> {
            try (var process = Await.on(shell("read x < /dev/null; read y; wc -c"))) {
                int[] accepted = {0};
                Task<Void> writing = start(() -> {
                    while (true) {
                        Await.on(process.stdin().write(chunk));
                        accepted[0]++;
                    }
                });
                // The pipe holds one chunk, a thread has one, one is in the buffer; the shell reads byte by byte, for a
                // line.
                while (accepted[0] < 2) {
                    Await.on(Tasks.yieldNow());
                }
                writing.cancel();
                Await.on(Tasks.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(writing)));
                int bytes = accepted[0] * chunk.length;
                Await.on(process.stdin().write("\n12345"));
                Await.on(process.stdin().closeAsync());
                assertThat(Await.on(process.stdout().readAll()).strip()).isEqualTo("5");
                assertThat(bytes).isPositive();
            }
            return Coroutine.done();
        });
    }

    /** A process that reads nothing until it is resumed. */
    private static Coroutine<AsyncProcess> stopped() {
        return shell("kill -STOP $$; cat > /dev/null");
    }

    /** Resumes a process, which may not have stopped yet, until {@code task} has ended. */
    @Async
    private static Coroutine<Void> resumeUntilDone(AsyncProcess process, Task<?> task) {
        while (!task.isDone()) {
            try (var kill = Await.on(shell("kill -CONT " + process.pid()))) {
                Await.on(kill.waitFor());
            }
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> flushing(AsyncProcess process) {
        Await.on(process.stdin().flush());
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> closingInput(AsyncProcess process) {
        Await.on(process.stdin().closeAsync());
        return Coroutine.done();
    }

    @Test
    void flushing_and_closing_wait_until_the_operating_system_has_it_all() {
        run(() -> {
            try (var process = Await.on(stopped())) {
                Await.on(process.stdin().write(new byte[1_000_000]));
                Task<Void> flushing = Tasks.start(flushing(process));
                Task<Void> closing = Tasks.start(closingInput(process));
                Await.on(settle());
                assertThat(flushing.isDone()).isFalse();
                assertThat(closing.isDone()).isFalse();
                Await.on(resumeUntilDone(process, closing));
                assertThat(closing.exception()).isNull();
                assertThat(flushing.exception()).isNull();
            }
            return Coroutine.done();
        });
    }

    @Test
    void closing_fails_those_who_still_wait_to_write() {
        run(() -> {
            try (var process = Await.on(stopped())) {
                Await.on(process.stdin().write(new byte[1_000_000]));
                Await.on(process.stdin().write(new byte[1_000_000]));
                Task<Void> waiting = start(() -> {
                    Await.on(process.stdin().write("x"));
                    return Coroutine.done();
                });
                Await.on(settle());
                assertThat(waiting.isDone()).isFalse();
                Task<Void> closing = Tasks.start(closingInput(process));
                Await.on(settle());
                assertThat(waiting.exception()).isInstanceOf(IOException.class).hasMessageContaining("closed");
                Await.on(resumeUntilDone(process, closing));
                assertThat(closing.exception()).isNull();
            }
            return Coroutine.done();
        });
    }

    @Test
    void closing_tells_of_a_failure_that_nobody_was_told_of_once() {
        run(() -> {
            try (var process = Await.on(shell("exit 0"))) {
                Await.on(process.waitFor());
                Await.on(process.stdin().write("x"));
                Await.on(Tasks.sleep(Duration.ofSeconds(1))); // passes when the thread that writes has given up
                Task<Void> closing = Tasks.start(closingInput(process));
                Await.on(settle());
                assertThat(closing.exception()).isInstanceOf(IOException.class);
                Await.on(process.stdin().closeAsync());
            }
            return Coroutine.done();
        });
    }

    @Test
    void writing_after_a_failure_fails() {
        run(() -> {
            try (var process = Await.on(shell("exit 0"))) {
                Await.on(process.waitFor());
                Await.on(process.stdin().write("x"));
                Await.on(Tasks.sleep(Duration.ofSeconds(1))); // passes when the thread that writes has given up
                Task<Void> writing = start(() -> {
                    Await.on(process.stdin().write("y"));
                    return Coroutine.done();
                });
                Await.on(settle());
                assertThat(writing.exception()).isInstanceOf(IOException.class).hasMessageContaining("has failed");
            }
            return Coroutine.done();
        });
    }

    @Test
    void writing_to_what_was_closed_or_has_ended_fails() {
        run(() -> {
            try (var process = Await.on(AsyncProcess.start(new ProcessBuilder("cat")))) {
                Await.on(process.stdin().closeAsync());
                Await.on(process.stdin().closeAsync());
                Task<Void> late = start(() -> {
                    Await.on(process.stdin().write("x"));
                    return Coroutine.done();
                });
                Await.on(settle());
                assertThat(late.exception()).isInstanceOf(IOException.class).hasMessageContaining("closed");
                Await.on(process.waitFor());
            }
            try (var process = Await.on(shell("exit 0"))) {
                Await.on(process.waitFor());
                Task<Void> late = start(() -> {
                    Await.on(process.stdin().write("x"));
                    Await.on(process.stdin().closeAsync());
                    return Coroutine.done();
                });
                Await.on(Tasks.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(late)));
                assertThat(late.exception()).isInstanceOf(IOException.class);
                Await.on(process.stdin().closeAsync());
            }
            return Coroutine.done();
        });
    }

    // The end

    @Test
    @Case("PR2")
    void many_can_wait_for_the_end_at_the_same_time_and_again() {
        run(() -> {
            try (var process = Await.on(shell("read x; exit 5"))) {
                List<Task<Integer>> waits = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    waits.add(Tasks.start(waitingFor(process)));
                }
                Await.on(settle());
                assertThat(process.exitCode()).isEmpty();
                assertThat(process.isAlive()).isTrue();
                Await.on(process.stdin().closeAsync());
                assertThat(Await.on(Tasks.gather(waits))).containsOnly(5).hasSize(10);
                assertThat(Await.on(process.waitFor())).isEqualTo(5);
                assertThat(process.exitCode()).hasValue(5);
                assertThat(process.isAlive()).isFalse();
            }
            return Coroutine.done();
        });
    }

    @Test
    @Case("PR2")
    void a_cancelled_wait_leaves_the_process_and_the_other_waits_alone() {
        run(() -> {
            try (var process = Await.on(shell("read x; exit 6"))) {
                Task<Integer> cancelled = Tasks.start(waitingFor(process));
                Task<Integer> other = Tasks.start(waitingFor(process));
                Await.on(settle());
                cancelled.cancel();
                Await.on(settle());
                assertThat(cancelled.isCancelled()).isTrue();
                assertThat(process.isAlive()).isTrue();
                Await.on(process.stdin().closeAsync());
                assertThat(Await.on(other)).isEqualTo(6);
            }
            return Coroutine.done();
        });
    }

    @Test
    void a_signal_shows_in_the_exit_code() {
        run(() -> {
            try (var process = Await.on(AsyncProcess.start(new ProcessBuilder("cat")))) {
                process.terminate();
                assertThat(Await.on(process.waitFor())).isEqualTo(128 + 15);
            }
            try (var process = Await.on(AsyncProcess.start(new ProcessBuilder("cat")))) {
                process.kill();
                assertThat(Await.on(process.waitFor())).isEqualTo(128 + 9);
            }
            return Coroutine.done();
        });
    }

    @Test
    @Case("PR6")
    void a_signal_to_a_process_that_has_just_ended_does_not_change_its_exit_code() {
        run(() -> {
            for (int i = 0; i < 20; i++) {
                try (var process = Await.on(shell("read x; exit 7"))) {
                    Await.on(process.stdin().write("\n")); // does not suspend: the loop hears of nothing
                    join(process);
                    assertThat(process.exitCode()).isEmpty();
                    process.terminate();
                    process.kill();
                    assertThat(Await.on(process.waitFor())).isEqualTo(7);
                    process.kill();
                    assertThat(process.exitCode()).hasValue(7);
                }
            }
            return Coroutine.done();
        });
    }

    @Test
    @Case("PR3")
    void closing_kills_a_running_process_and_leaves_one_that_has_ended_alone() {
        AtomicReference<AsyncProcess> running = new AtomicReference<>();
        AtomicReference<AsyncProcess> ended = new AtomicReference<>();
        run(() -> {
            try (var process = Await.on(AsyncProcess.start(new ProcessBuilder("cat")))) {
                running.set(process);
            }
            assertThat(running.get().exitCode()).hasValue(128 + 9);
            try (var process = Await.on(shell("echo still there; exit 8"))) {
                ended.set(process);
                join(process);
            }
            assertThat(ended.get().exitCode()).hasValue(8);
            assertThat(Await.on(ended.get().stdout().readAll())).isEqualTo("still there\n");
            Await.on(ended.get().closeAsync());
            return Coroutine.done();
        });
        assertThat(running.get()).hasToString("AsyncProcess[" + running.get().pid() + ", ended: 137]");
    }

    // The start

    @Test
    @Case("PR3")
    void who_cancels_the_start_of_a_process_kills_it() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<Process> child = new AtomicReference<>();
        Callable<Process> slowStart = () -> {
            child.set(new ProcessBuilder("cat").start());
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt(); // as a start, which does not notice, would leave it
            }
            return child.get();
        };
        run(() -> {
            Task<AsyncProcess> starting = Tasks.start(AsyncProcess.starting(slowStart, StandardCharsets.UTF_8));
            Await.on(Tasks.toThread(() -> {
                started.await();
                return null;
            }));
            starting.cancel();
            Await.on(Tasks.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(starting)));
            assertThat(starting.isCancelled()).isTrue();
            return Coroutine.done();
        });
        assertThat(child.get().waitFor()).isEqualTo(128 + 9);
    }

    @Test
    @Case("PR3")
    void a_start_that_was_cancelled_before_it_began_starts_nothing() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        CountDownLatch release = new CountDownLatch(1);
        List<String> events = new ArrayList<>();
        run(() -> {
            EventLoop.current().setExecutor(executor);
            Task<Void> busy = start(() -> {
                Await.on(Tasks.toThread(() -> {
                    release.await();
                    return null;
                }));
                return Coroutine.done();
            });
            Task<AsyncProcess> starting = Tasks.start(AsyncProcess.starting(
                    () -> {
                        events.add("started");
                        return new ProcessBuilder("cat").start();
                    },
                    StandardCharsets.UTF_8));
            Await.on(settle());
            starting.cancel();
            Await.on(settle());
            assertThat(starting.isCancelled()).isTrue();
            release.countDown();
            Await.on(busy);
            return Coroutine.done();
        });
        assertThat(events).isEmpty();
    }

    @Test
    @Case("PR5")
    void a_start_that_fails_leaves_nothing_open() throws InterruptedException {
        List<EventLoop> loops = new ArrayList<>();
        List<ExecutorService> executors = new ArrayList<>();
        assertThatThrownBy(() -> run(() -> {
                    EventLoop loop = EventLoop.current();
                    loops.add(loop);
                    executors.add(loop.executor());
                    loop.setExceptionHandler((where, context) -> {
                        throw new AssertionError(context.message());
                    });
                    try (var process = Await.on(AsyncProcess.start(new ProcessBuilder("/no/such/program")))) {
                        return Coroutine.of(process.pid());
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such/program");
        assertThat(executors.get(0).awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        // The thread that tried and the one that ends the executor say that they are done after the loop has gone on.
        while (loops.get(0).awaitsOutsideWork()) {
            Thread.onSpinWait();
        }
    }
}
