package dev.fermata.it.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Location;
import dev.fermata.it.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Breakpoints on the lines of awaits, and steps over and into them. */
class AwaitLinesIT {

    private static final String SOURCE = """
            import dev.fermata.*;
            import java.util.concurrent.*;

            public class Awaiting {
                private static boolean pausing;

                @Async
                static Coroutine<String> later(String text) {
                    if (pausing) {
                        Await.on(Tasks.yieldNow()); // later: await
                    }
                    return Coroutine.of(text); // later: end
                }

                @Async
                static CompletableFuture<String> hotLater(String text) {
                    if (pausing) {
                        Await.on(Tasks.yieldNow());
                    }
                    return CompletableFuture.completedFuture(text);
                }

                @Async
                static Coroutine<String> plain(String word) { // plain: begin
                    String text = word;
                    text += Await.on(later("a")); // plain: await
                    text += word;
                    return Coroutine.of(text);
                } // plain: end

                @Async
                static Coroutine<String> first(String word) { // first: begin
                    String text = Await.on(later("a")); // first: await
                    text += word;
                    return Coroutine.of(text);
                } // first: end

                @Async
                static Coroutine<String> last(String word) { // last: begin
                    String text = word;
                    text += text;
                    return Coroutine.of(text + Await.on(later(word))); // last: await
                } // last: end

                @Async
                static Coroutine<String> loop(String word) { // loop: begin
                    String text = "";
                    for (int i = 0; i < 3; i++) {
                        text += i + Await.on(later(word)); // loop: await
                    }
                    return Coroutine.of(text);
                } // loop: end

                @Async
                static Coroutine<String> inTry(String word) { // inTry: begin
                    String text = "";
                    try {
                        text += Await.on(later(word)); // inTry: await
                        text += word;
                    } catch (IllegalStateException e) {
                        text += e;
                    }
                    return Coroutine.of(text);
                } // inTry: end

                @Async
                static Coroutine<String> inFinally(String word) { // inFinally: begin
                    String text = "";
                    try {
                        text += word;
                    } finally {
                        text += Await.on(later(word)); // inFinally: await
                    }
                    return Coroutine.of(text);
                } // inFinally: end

                @Async
                static Coroutine<String> three(String word) { // three: begin
                    String text = word;
                    text += Await.on(later("a")) + Await.on(later(word)) + Await.on(later("c")); // three: await
                    text += word;
                    return Coroutine.of(text);
                } // three: end

                @Async
                Coroutine<String> instance(String word, long wide) { // instance: begin
                    String text = word + wide;
                    text += Await.on(later(word)); // instance: await
                    text += word + wide;
                    return Coroutine.of(text);
                } // instance: end

                @Async
                static CompletableFuture<String> hot(String word) { // hot: begin
                    String text = word;
                    text += Await.on(hotLater(word)); // hot: await
                    text += word;
                    return CompletableFuture.completedFuture(text);
                } // hot: end

                @Async
                CompletableFuture<String> hotTwice(String word) { // hotTwice: begin
                    String text = word;
                    text += Await.on(hotLater(word)); // hotTwice: await
                    text += Await.on(hotLater(word));
                    return CompletableFuture.completedFuture(text);
                } // hotTwice: end

                static Coroutine<String> lambda(String word) throws Exception {
                    Callable<Coroutine<String>> lambda = () -> { // lambda: begin
                        String text = word;
                        text += Await.on(later(word)); // lambda: await
                        text += word;
                        return Coroutine.of(text);
                    }; // lambda: end
                    return lambda.call();
                }

                @Async
                static Coroutine<String> tail(String word) { // tail: begin
                    String text = word;
                    if (text.length() > 0) {
                        return later(text); // tail: await
                    }
                    text += word;
                    return later(text);
                } // tail: end

                @Async
                static Coroutine<String> calls(String word) {
                    int one = 1;
                    String a = Await.on(callee(word, 1L << 40, 7)); // calls: cold
                    String b = Await.on(hotCallee(word, 1L << 40, 7)); // calls: hot
                    String c = Await.on(new Awaiting().instanceCallee(word, 2.5)); // calls: instance
                    Callee lambda = text -> {
                        int own = 1; // lambdaCallee: first
                        Await.on(later(text));
                        return Coroutine.of(text + own);
                    };
                    String d = Await.on(lambda.call(word)); // calls: lambda
                    return Coroutine.of(a + b + c + d + one);
                }

                interface Callee {
                    Coroutine<String> call(String text);
                }

                @Async
                static Coroutine<String> callee(String text, long wide, int number) {
                    String result = text + wide; // callee: first
                    return Coroutine.of(result + number);
                }

                @Async
                static CompletableFuture<String> hotCallee(String text, long wide, int number) {
                    String result = text + wide; // hotCallee: first
                    return CompletableFuture.completedFuture(result + number);
                }

                @Async
                Coroutine<String> instanceCallee(String text, double wide) {
                    String result = text + wide; // instanceCallee: first
                    return Coroutine.of(result);
                }

                @Async
                static Coroutine<String> callsHot(boolean twice) {
                    return Coroutine.of(Await.on(twice ? new Awaiting().hotTwice("w") : hot("w"))); // callsHot: await
                }

                public static void main(String[] args) throws Exception {
                    pausing = args[0].equals("pausing");
                    String result = Fermata.run(switch (args[1]) { // main: run
                        case "plain" -> plain("w");
                        case "first" -> first("w");
                        case "last" -> last("w");
                        case "loop" -> loop("w");
                        case "inTry" -> inTry("w");
                        case "inFinally" -> inFinally("w");
                        case "three" -> three("w");
                        case "instance" -> new Awaiting().instance("w", 5L);
                        case "hot" -> callsHot(false);
                        case "hotTwice" -> callsHot(true);
                        case "lambda" -> lambda("w");
                        case "tail" -> tail("w");
                        case "calls" -> calls("w");
                        default -> throw new IllegalArgumentException(args[1]);
                    });
                    System.out.print(result);
                }
            }
            """;

    @TempDir
    private static Path directory;

    private static Debuggee program;

    @BeforeAll
    static void compile() throws IOException {
        program = Debuggee.of("Awaiting", SOURCE, directory);
    }

    @ParameterizedTest
    @CsvSource({
        "plain, 1",
        "first, 1",
        "last, 1",
        "loop, 3",
        "inTry, 1",
        "inFinally, 1",
        "three, 1",
        "instance, 1",
        "hot, 1",
        "hotTwice, 1",
        "lambda, 1",
        "tail, 1"
    })
    @Case("B86")
    void a_breakpoint_on_an_await_that_suspends_is_hit_once_for_each_time_that_the_line_runs(String method, int times)
            throws IOException {
        List<Integer> hits = new ArrayList<>();
        try (DebugSession session = breakAt("pausing " + method, method + ": await")) {
            for (int line = session.runToLine(); line != 0; line = session.runToLine()) {
                hits.add(line);
            }
        }
        assertThat(hits).hasSize(times).containsOnly(program.line(method + ": await"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "first",
                "last",
                "loop",
                "inTry",
                "inFinally",
                "three",
                "instance",
                "hot",
                "hotTwice",
                "lambda",
                "tail"
            })
    @Case("B86")
    void with_breakpoints_on_all_lines_an_await_makes_no_difference_by_suspending(String method) throws IOException {
        assertThat(linesHit("pausing", method))
                .isEqualTo(linesHit("done", method))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "first", "inTry", "three", "instance", "hot", "hotTwice", "lambda"})
    @Case("B85")
    void a_step_over_an_await_that_is_done_ends_on_the_next_line(String method) throws IOException {
        try (DebugSession session = breakAt("done " + method, method + ": await")) {
            assertThat(session.run()).isPresent();
            assertThat(session.stepOver().orElseThrow().lineNumber()).isEqualTo(program.line(method + ": await") + 1);
            assertThat(session.local("word")).isEqualTo("\"w\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "plain, main: run",
        "first, main: run",
        "last, main: run",
        "inTry, main: run",
        "inFinally, main: run",
        "three, main: run",
        "instance, main: run",
        "hot, callsHot: await",
        "hotTwice, callsHot: await",
        "lambda, main: run",
        "tail, main: run"
    })
    @Case("B85")
    void a_step_over_an_await_that_suspends_ends_where_the_thread_comes_back_to_other_code(String method, String end)
            throws IOException {
        try (DebugSession session = breakAt("pausing " + method, method + ": await")) {
            assertThat(session.run()).isPresent();
            assertThat(session.stepOver().orElseThrow().lineNumber()).isEqualTo(program.line(end));
            assertThat(session.stoppedByStep()).isTrue();
        }
    }

    @Test
    @Case("B85")
    void a_breakpoint_is_hit_while_a_step_over_an_await_that_suspends_is_under_way() throws IOException {
        try (DebugSession session = breakAt("pausing loop", "loop: await")) {
            assertThat(session.run()).isPresent();
            assertThat(session.stepOver().orElseThrow().lineNumber()).isEqualTo(program.line("loop: await"));
            assertThat(session.stoppedByStep()).isFalse();
            assertThat(session.local("i")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"last", "tail"})
    @Case("B86")
    void a_step_over_a_return_leaves_the_method(String method) throws IOException {
        try (DebugSession session = breakAt("done " + method, method + ": await")) {
            assertThat(session.run()).isPresent();
            assertThat(session.stepOver().orElseThrow().lineNumber()).isEqualTo(program.line("main: run"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "first", "inTry", "three", "instance", "hot", "hotTwice", "lambda"})
    @Case("B85")
    void a_run_to_the_line_behind_an_await_that_suspends_finds_the_locals_there(String method) throws IOException {
        int next = program.line(method + ": await") + 1;
        try (DebugSession session =
                DebugSession.start(program, "pausing " + method, program.line(method + ": await"), next)) {
            assertThat(session.run()).isPresent();
            assertThat(session.runToLine()).isEqualTo(next);
            assertThat(session.locals()).containsEntry("word", "\"w\"").containsKey("text");
        }
    }

    /** The JVM ends a step into a method at its first instruction, whatever that is going to do. */
    @Test
    @Case("B85")
    void a_step_into_what_the_loop_resumes_stops_at_its_first_line_and_then_at_the_await() throws IOException {
        try (DebugSession session = breakAt("pausing plain", "later: await")) {
            assertThat(session.run()).isPresent();
            assertThat(session.stepInto().orElseThrow().lineNumber()).isEqualTo(program.line("plain: await"));
            Location resumed = session.stepInto().orElseThrow();
            assertThat(resumed.method().name()).isEqualTo("lambda$later$async");
            assertThat(resumed.lineNumber()).isEqualTo(program.line("later: await") - 1);
            assertThat(session.locals()).containsOnlyKeys("text").containsEntry("text", "null");
            assertThat(session.stepOver().orElseThrow().lineNumber()).isEqualTo(program.line("later: await"));
            assertThat(session.locals()).containsEntry("text", "\"a\"");
            assertThat(session.stepOver().orElseThrow().lineNumber()).isEqualTo(program.line("later: end"));
        }
    }

    @Test
    @Case("B85")
    void a_step_into_a_cold_method_shows_its_parameters_at_its_first_line() throws IOException {
        try (DebugSession session = stepInto("calls: cold", "callee: first", "lambda$callee$async")) {
            assertThat(session.locals())
                    .containsEntry("text", "\"w\"")
                    .containsEntry("wide", "1099511627776")
                    .containsEntry("number", "7");
        }
    }

    @Test
    @Case("B85")
    void a_step_into_a_hot_method_shows_its_parameters_at_its_first_line() throws IOException {
        try (DebugSession session = stepInto("calls: hot", "hotCallee: first", "lambda$hotCallee$async")) {
            assertThat(session.locals())
                    .containsEntry("text", "\"w\"")
                    .containsEntry("wide", "1099511627776")
                    .containsEntry("number", "7");
        }
    }

    @Test
    @Case("B85")
    void a_step_into_an_instance_method_shows_its_receiver_and_parameters_at_its_first_line() throws IOException {
        try (DebugSession session =
                stepInto("calls: instance", "instanceCallee: first", "lambda$instanceCallee$async")) {
            assertThat(session.frame().thisObject()).isNotNull();
            assertThat(session.locals()).containsEntry("text", "\"w\"").containsEntry("wide", "2.5");
        }
    }

    @Test
    @Case("B85")
    void a_step_into_a_lambda_shows_its_parameters_at_its_first_line() throws IOException {
        try (DebugSession session = stepInto("calls: lambda", "lambdaCallee: first", "lambda$calls$N$async")) {
            assertThat(session.locals()).containsEntry("text", "\"w\"");
        }
    }

    /** Steps into what the line {@code from} calls, and expects to be at {@code to} in {@code method}, N for a digit. */
    private static DebugSession stepInto(String from, String to, String method) throws IOException {
        DebugSession session = breakAt("done calls", from);
        assertThat(session.run()).isPresent();
        Location entered = session.stepInto().orElseThrow();
        while (entered.method().isConstructor() || entered.lineNumber() == program.line(from)) {
            entered = session.stepInto().orElseThrow();
        }
        assertThat(entered.method().name().replaceAll("[0-9]", "N")).isEqualTo(method);
        assertThat(entered.lineNumber()).isEqualTo(program.line(to));
        return session;
    }

    /** The lines of {@code method} that are hit with a breakpoint on each, in order. */
    private static List<Integer> linesHit(String way, String method) throws IOException {
        Integer[] all = IntStream.range(program.line(method + ": begin"), program.line(method + ": end"))
                .boxed()
                .toArray(Integer[]::new);
        List<Integer> hit = new ArrayList<>();
        try (DebugSession session = DebugSession.start(program, way + " " + method, all)) {
            for (int line = session.runToLine(); line != 0; line = session.runToLine()) {
                hit.add(line);
            }
        }
        return hit;
    }

    private static DebugSession breakAt(String arguments, String... marks) throws IOException {
        return DebugSession.start(
                program, arguments, Stream.of(marks).map(program::line).toArray(Integer[]::new));
    }
}
