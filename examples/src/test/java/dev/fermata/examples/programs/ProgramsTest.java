package dev.fermata.examples.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.examples.Case;
import dev.fermata.examples.VirtualLoops;
import dev.fermata.testkit.VirtualTimeLoop;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the programs as they are, on the loop that is configured for the tests, and reads what they print. */
class ProgramsTest {

    private interface Main {
        void main(String[] arguments) throws Exception;
    }

    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        VirtualLoops.MADE.clear();
        System.setOut(new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void release() {
        System.setOut(console);
    }

    private List<String> run(Main program, String... arguments) throws Exception {
        program.main(arguments);
        return printed.toString(UTF_8).lines().toList();
    }

    /** The virtual time that the program took, on one loop. */
    private static double seconds() {
        assertThat(VirtualLoops.MADE).hasSize(1);
        return VirtualTimeLoop.elapsed(VirtualLoops.MADE.get(0)).toMillis() / 1000.0;
    }

    @Test
    @Case("P1")
    void the_call_of_an_async_method_runs_nothing() throws Exception {
        assertThat(run(NothingRunsByItself::main)).containsExactly("the call has returned: Coroutine[not started]");
    }

    @Test
    @Case("P2")
    void a_coroutine_is_driven_by_hand_once() throws Exception {
        List<String> lines = run(ByHand::main);
        assertThat(lines).hasSize(3).startsWith("before: false", "after: bobby");
        assertThat(lines.get(2)).startsWith("again: a coroutine can be awaited or started only once");
        assertThat(seconds()).isZero();
    }

    @Test
    @Case("P3")
    void two_awaits_take_their_times_together() throws Exception {
        assertThat(run(OneAfterAnother::main))
                .containsExactly("start", "end", "result: back again", "start", "end", "result: back again");
        assertThat(seconds()).isEqualTo(4);
    }

    @Test
    @Case("P4")
    void coroutines_await_each_other() throws Exception {
        assertThat(run(PrintSum::main)).containsExactly("Computing 1 + 2...", "1 + 2 = 3");
        assertThat(seconds()).isEqualTo(1);
    }

    @Test
    @Case("P5")
    void generators_take_turns_without_a_loop() throws Exception {
        assertThat(run(TakingTurns::main)).containsExactly("1", "3", "2", "4");
        assertThat(VirtualLoops.MADE).isEmpty();
    }

    @Test
    @Case("P6")
    void a_generator_delegates_to_another() throws Exception {
        assertThat(run(Delegation::main)).containsExactly("1", "3", "4", "2");
    }

    @Test
    @Case("P7")
    void a_type_of_ones_own_is_awaited() throws Exception {
        assertThat(run(OwnAwaitable::main)).containsExactly("soft", "hard");
        assertThat(seconds()).isEqualTo(13 * 60);
    }

    @Test
    @Case("P8")
    void ten_sleepers_sleep_at_once() throws Exception {
        assertThat(run(TenSleepers::main)).containsExactly("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", "2 s");
        assertThat(seconds()).isEqualTo(2);
    }

    @Test
    @Case("P9")
    void one_after_the_other_takes_three_seconds_and_both_at_once_two() throws Exception {
        assertThat(run(SayAfter::main)).containsExactly("hello", "world", "3 s", "hello", "world", "2 s");
        assertThat(seconds()).isEqualTo(5);
    }

    @Test
    @Case("P10")
    void a_task_that_nobody_awaits_runs_all_the_same() throws Exception {
        assertThat(run(LongerTask::main)).containsExactly("hello", "world", "main ends");
        assertThat(seconds()).isEqualTo(2);
    }

    @Test
    @Case("P11")
    void a_task_that_is_left_over_is_cancelled() throws Exception {
        assertThat(run(ShorterTask::main)).containsExactly("hello", "main ends", "world is cancelled");
        assertThat(seconds()).isEqualTo(1);
    }

    @Test
    @Case("P12")
    void a_callback_comes_before_who_waits_for_the_run() throws Exception {
        assertThat(run(DoneCallback::main)).containsExactly("page downloaded", "<html>", "2 s");
        assertThat(seconds()).isEqualTo(2);
    }

    @Test
    @Case("P13")
    void the_name_of_a_task_is_in_all_that_is_printed_of_it() throws Exception {
        assertThat(run(NamedTask::main))
                .containsSubsequence("apple", "[apple] is ripe", "apple[done]")
                .anyMatch(line -> line.contains("apple[pending, awaiting sleep of PT1S]"))
                .anyMatch(line -> line.contains("NamedTask.grow(NamedTask.java:"));
        assertThat(seconds()).isEqualTo(1);
    }

    @Test
    @Case("P14")
    void a_wait_for_all_tells_how_each_has_ended() throws Exception {
        assertThat(run(WaitForAll::main))
                .containsExactly(
                        "first[done] Success[value=one]",
                        "second[done] Success[value=two]",
                        "third[failed: java.lang.IllegalArgumentException] "
                                + "Failure[exception=java.lang.IllegalArgumentException: three]",
                        "pending: []");
        assertThat(seconds()).isEqualTo(2);
    }

    @Test
    @Case("P15")
    void a_wait_with_a_limit_leaves_the_rest_pending_and_the_run_cancels_it() throws Exception {
        assertThat(run(WaitWithLimit::main))
                .containsExactly(
                        "1 ends",
                        "2 ends",
                        "2 done",
                        "task of 3 s[pending, awaiting sleep of PT3S]",
                        "task of 4 s[pending, awaiting sleep of PT4S]",
                        "3 is cancelled",
                        "4 is cancelled");
        assertThat(seconds()).isEqualTo(2.5);
    }

    @Test
    @Case("P16")
    void gathered_groups_run_at_once_and_keep_their_order() throws Exception {
        assertThat(run(GatheringGroups::main))
                .containsExactly(
                        "start g1",
                        "start g1",
                        "start g2",
                        "start g2",
                        "end g1 after 1",
                        "end g2 after 1",
                        "end g1 after 2",
                        "end g2 after 2",
                        "[[g1 2, g1 1], [g2 1, g2 2, g2 slept]]");
        assertThat(seconds()).isEqualTo(2);
    }

    @Test
    @Case("P18")
    void a_promise_is_pending_and_then_done_or_cancelled() throws Exception {
        assertThat(run(PromiseStates::main))
                .containsExactly(
                        "made: done false, cancelled false",
                        "completed: done true, cancelled false",
                        "result: x",
                        "started: done false, cancelled false",
                        "running: done false, cancelled false",
                        "asked to end: done false, cancelled false",
                        "cancelled: done true, cancelled true");
        assertThat(seconds()).isZero();
    }

    @Test
    @Case("P19")
    void a_callback_stops_the_loop() throws Exception {
        assertThat(run(CallSoon::main)).containsExactly("callback 2");
    }

    @Test
    @Case("P20")
    void delayed_callbacks_come_in_the_order_of_their_times() throws Exception {
        assertThat(run(CallLater::main)).containsExactly("4", "1", "2", "3");
        assertThat(seconds()).isEqualTo(3);
    }

    @Test
    @Case("P21")
    void so_do_those_at_times_of_the_clock() throws Exception {
        assertThat(run(CallAt::main)).containsExactly("4", "1", "2", "3");
        assertThat(seconds()).isEqualTo(3);
    }

    @Test
    @Case("P22")
    void a_bare_promise_waits_until_somebody_completes_it() throws Exception {
        List<String> lines = run(BarePromise::main);
        assertThat(lines).anyMatch(line -> line.contains("waiter[pending, awaiting Promise[pending]"));
        assertThat(lines).last().isEqualTo("666");
        assertThat(seconds()).isEqualTo(60 * 60 + 2);
    }

    @Test
    @Case("P28")
    void images_are_downloaded_whole(@TempDir Path directory) throws Exception {
        assertThat(run(ImageDownloads::main, directory.toString()))
                .containsExactly("1.png 120000 bytes", "2.png 80000 bytes", "3.png 40000 bytes");
        for (int i = 1; i <= 3; i++) {
            assertThat(Files.readAllBytes(directory.resolve(i + ".png"))).isEqualTo(ImageDownloads.IMAGES[i - 1]);
        }
    }

    @Test
    @Case("P29")
    void each_round_of_a_loop_awaits_the_next_line() throws Exception {
        assertThat(run(ReadingLines::main))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 99).mapToObj(String::valueOf).toList());
        assertThat(seconds()).isEqualTo(1);
    }

    @Test
    @Case("P30")
    void a_generator_that_is_left_early_cleans_up() throws Exception {
        List<String> expected = Stream.concat(
                        IntStream.rangeClosed(1, 10).mapToObj(String::valueOf), Stream.of("read", "closed"))
                .toList();
        assertThat(run(AsyncGenerator::main)).containsExactlyElementsOf(expected);
        assertThat(seconds()).isEqualTo(0.11);
    }

    @Test
    @Case("P31")
    void resources_are_closed_once_in_reverse_order_however_the_block_ends() throws Exception {
        assertThat(run(AsyncResources::main))
                .containsExactly(
                        "open a",
                        "open b",
                        "use a and b",
                        "close b",
                        "close a",
                        "open c",
                        "open broken d",
                        "use c and broken d",
                        "close broken d",
                        "close c",
                        "failed, suppressed: cannot close broken d",
                        "open e",
                        "open f",
                        "use e and f",
                        "close f",
                        "close e",
                        "cancelled");
        assertThat(seconds()).isEqualTo(4 + 4 + 3 + 2);
    }

    /** None of them asks for that loop, and none is changed for it. */
    @Test
    @Case("P25")
    void the_programs_run_on_the_loop_that_is_configured() throws Exception {
        for (Main program : List.<Main>of(SayAfter::main, CallLater::main, DoneCallback::main)) {
            VirtualLoops.MADE.clear();
            run(program);
            assertThat(seconds()).isGreaterThanOrEqualTo(2);
        }
    }
}
