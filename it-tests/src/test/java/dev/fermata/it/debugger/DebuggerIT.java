package dev.fermata.it.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StringReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who debugs asynchronous methods: breakpoints, local variables, steps. */
class DebuggerIT {

    private static final String SOURCE = """
            import dev.fermata.*;
            import java.util.concurrent.*;

            public class Debugged {
                private final String name = "me";

                @Async
                Coroutine<String> suspends(int count, String word) {
                    long wide = 1L << 40;
                    double half = count / 2.0;
                    float quarter = count / 4f;
                    boolean flag = count > 2;
                    char letter = 'x';
                    byte small = 7;
                    short brief = 300;
                    int[] numbers = {1, 2};
                    Await.on(Tasks.yieldNow()); // suspends: await
                    String joined = word + wide + half + quarter + flag + letter; // suspends: after
                    return Coroutine.of(joined + small + brief + numbers.length + name + count + word); // suspends: return
                }

                @Async
                CompletableFuture<String> hot(String word, long number) {
                    String twice = word + word;
                    String got = Await.on(Tasks.toThread(() -> "got")); // hot: await
                    return CompletableFuture.completedFuture(got + twice + number + word); // hot: after
                }

                @Async
                Coroutine<String> inLambda(String word) throws Exception {
                    String captured = word + "!";
                    Callable<Coroutine<String>> lambda = () -> {
                        int own = 5;
                        Await.on(Tasks.yieldNow());
                        return Coroutine.of(captured + own + name); // lambda: after
                    };
                    return lambda.call();
                }

                @Async
                Coroutine<String> fails(String word) {
                    Promise<String> promise = new Promise<>();
                    CurrentLoop.later(() -> promise.fail(new IllegalStateException("failed")));
                    String result = "";
                    try {
                        result += Await.on(promise);
                    } catch (IllegalStateException failure) {
                        result += word + failure.getMessage(); // fails: catch
                    } finally {
                        result += "!"; // fails: finally
                    }
                    return Coroutine.of(result + word); // fails: end
                }

                @Async
                Coroutine<String> steps(String word) {
                    String one = Await.on(Coroutine.of("1")); // steps: done
                    String two = Await.on(inner(one)); // steps: call
                    String three = word + Await.on(Coroutine.of("3")) + two; // steps: stack
                    StringBuilder four = new StringBuilder(Await.on(inner("4"))); // steps: new
                    return Coroutine.of(three + four + word); // steps: return
                }

                @Async
                Coroutine<String> inner(String text) {
                    String result = text + text; // inner: first
                    return Coroutine.of(result);
                }

                @Async
                Coroutine<String> over(String word) {
                    int number = 4;
                    String got = word + Await.on(pauses()); // over: await
                    return Coroutine.of(got + number + word); // over: after
                }

                @Async
                Coroutine<String> pauses() {
                    Await.on(Tasks.yieldNow());
                    return Coroutine.of("paused");
                }

                Object work(int i) {
                    return i;
                }

                Coroutine<Integer> plainLoop(int rounds) { // plainLoop: begin
                    int sum = 0;
                    for (int i = 0; i < rounds; i++) {
                        work(i);
                        sum += i;
                    }
                    try {
                        work(sum);
                    } finally {
                        sum++;
                    }
                    return Coroutine.of(sum);
                } // plainLoop: end

                @Async
                Coroutine<Integer> doneLoop(int rounds) { // doneLoop: begin
                    int sum = 0;
                    for (int i = 0; i < rounds; i++) {
                        Await.on(Coroutine.of(i));
                        sum += i;
                    }
                    try {
                        Await.on(Coroutine.of(sum));
                    } finally {
                        sum++;
                    }
                    return Coroutine.of(sum);
                } // doneLoop: end

                @Async
                Coroutine<Integer> pausedLoop(int rounds) { // pausedLoop: begin
                    int sum = 0;
                    for (int i = 0; i < rounds; i++) {
                        Await.on(Tasks.yieldNow());
                        sum += i;
                    }
                    try {
                        Await.on(Tasks.yieldNow());
                    } finally {
                        sum++;
                    }
                    return Coroutine.of(sum);
                } // pausedLoop: end

                @Async
                Coroutine<String> callsHot() {
                    return Coroutine.of(Await.on(hot("h", 9L)));
                }

                public static void main(String[] args) throws Exception {
                    Debugged it = new Debugged();
                    System.out.print(Fermata.run(switch (args[0]) {
                        case "suspends" -> it.suspends(3, "word");
                        case "hot" -> it.callsHot();
                        case "lambda" -> it.inLambda("word");
                        case "fails" -> it.fails("word");
                        case "steps" -> it.steps("word");
                        case "over" -> it.over("word");
                        case "plainLoop" -> it.plainLoop(2);
                        case "doneLoop" -> it.doneLoop(2);
                        case "pausedLoop" -> it.pausedLoop(2);
                        default -> throw new IllegalArgumentException(args[0]);
                    }));
                }
            }

            class CurrentLoop {
                static void later(Runnable action) {
                    Tasks.start(run(action));
                }

                @Async
                private static Coroutine<String> run(Runnable action) {
                    Await.on(Tasks.yieldNow());
                    action.run();
                    return Coroutine.of("");
                }
            }
            """;

    @TempDir
    private static Path directory;

    private static Debuggee program;

    @BeforeAll
    static void compile() throws IOException {
        program = Debuggee.of("Debugged", SOURCE, directory);
    }

    @Test
    void a_breakpoint_after_a_suspension_sees_parameters_and_locals_of_every_type() throws Exception {
        try (DebugSession session = breakAt("suspends", "suspends: after")) {
            Location stop = session.run().orElseThrow();
            assertThat(stop.lineNumber()).isEqualTo(program.line("suspends: after"));
            assertThat(stop.sourceName()).isEqualTo("Debugged.java");
            assertThat(session.locals())
                    .containsOnlyKeys(
                            "count", "word", "wide", "half", "quarter", "flag", "letter", "small", "brief", "numbers")
                    .containsEntry("count", "3")
                    .containsEntry("word", "\"word\"")
                    .containsEntry("wide", "1099511627776")
                    .containsEntry("half", "1.5")
                    .containsEntry("quarter", "0.75")
                    .containsEntry("flag", "true")
                    .containsEntry("letter", "x")
                    .containsEntry("small", "7")
                    .containsEntry("brief", "300");
            assertThat(session.local("numbers")).contains("int[2]");
            assertThat(session.run()).isEmpty();
            assertThat(session.output()).isEqualTo("word10995116277761.50.75truex73002me3word");
        }
    }

    @Test
    void a_breakpoint_after_a_suspension_sees_this_and_its_fields() throws IOException {
        try (DebugSession session = breakAt("suspends", "suspends: after")) {
            assertThat(session.run()).isPresent();
            ObjectReference receiver = session.frame().thisObject();
            assertThat(receiver.referenceType().name()).isEqualTo("Debugged");
            assertThat(((StringReference)
                                    receiver.getValue(receiver.referenceType().fieldByName("name")))
                            .value())
                    .isEqualTo("me");
        }
    }

    @Test
    void a_breakpoint_stands_in_a_method_of_its_class_named_after_the_source() throws IOException {
        try (DebugSession session = breakAt("suspends", "suspends: after")) {
            Method method = session.run().orElseThrow().method();
            assertThat(method.declaringType().name()).isEqualTo("Debugged");
            assertThat(method.name()).isEqualTo("lambda$suspends$async");
            assertThat(method.isNative() || method.isBridge()).isFalse();
        }
    }

    @Test
    void a_hot_method_shows_its_locals_after_a_suspension() throws IOException {
        try (DebugSession session = breakAt("hot", "hot: after")) {
            assertThat(session.runToLine()).isEqualTo(program.line("hot: after"));
            assertThat(session.locals())
                    .containsEntry("word", "\"h\"")
                    .containsEntry("number", "9")
                    .containsEntry("twice", "\"hh\"")
                    .containsEntry("got", "\"got\"");
            assertThat(session.run()).isEmpty();
            assertThat(session.output()).isEqualTo("gothh9h");
        }
    }

    @Test
    void a_lambda_shows_its_locals_and_what_it_captures_after_a_suspension() throws IOException {
        try (DebugSession session = breakAt("lambda", "lambda: after")) {
            assertThat(session.runToLine()).isEqualTo(program.line("lambda: after"));
            assertThat(session.locals()).containsEntry("captured", "\"word!\"").containsEntry("own", "5");
            assertThat(session.run()).isEmpty();
        }
    }

    @Test
    void a_failure_that_comes_after_a_suspension_stops_in_the_handler_and_in_finally() throws IOException {
        try (DebugSession session = breakAt("fails", "fails: catch", "fails: finally", "fails: end")) {
            assertThat(session.runToLine()).isEqualTo(program.line("fails: catch"));
            assertThat(session.local("word")).isEqualTo("\"word\"");
            assertThat(session.local("failure")).contains("IllegalStateException");
            assertThat(session.runToLine()).isEqualTo(program.line("fails: finally"));
            assertThat(session.local("result")).isEqualTo("\"wordfailed\"");
            assertThat(session.runToLine()).isEqualTo(program.line("fails: end"));
            assertThat(session.local("word")).isEqualTo("\"word\"");
            assertThat(session.run()).isEmpty();
            assertThat(session.output()).isEqualTo("wordfailed!word");
        }
    }

    @Test
    void steps_over_awaits_that_do_not_suspend_stop_at_each_source_line_in_turn() throws IOException {
        try (DebugSession session = breakAt("steps", "steps: done")) {
            Location stop = session.run().orElseThrow();
            assertThat(stop.lineNumber()).isEqualTo(program.line("steps: done"));
            for (String next : List.of("steps: call", "steps: stack", "steps: new", "steps: return")) {
                stop = session.stepOver().orElseThrow();
                assertThat(session.stoppedByStep()).isTrue();
                assertThat(stop.lineNumber()).as(next).isEqualTo(program.line(next));
                assertThat(stop.method().name()).isEqualTo("lambda$steps$async");
                assertThat(session.local("word")).isEqualTo("\"word\"");
            }
            assertThat(session.local("three")).isEqualTo("\"word311\"");
            assertThat(session.local("four")).contains("StringBuilder");
        }
    }

    @Test
    void a_step_into_an_awaited_call_leads_to_the_first_line_of_the_called_method() throws IOException {
        try (DebugSession session = breakAt("steps", "steps: call")) {
            assertThat(session.run()).isPresent();
            assertThat(session.stepInto().orElseThrow().lineNumber()).isEqualTo(program.line("inner: first"));
            assertThat(session.stepOver().orElseThrow().lineNumber()).isEqualTo(program.line("inner: first") + 1);
            assertThat(session.local("result")).isEqualTo("\"11\"");
        }
    }

    @Test
    void execution_arrives_behind_an_await_that_suspends_under_a_step() throws IOException {
        try (DebugSession session = breakAt("over", "over: await", "over: after")) {
            assertThat(session.runToLine()).isEqualTo(program.line("over: await"));
            Location stop = session.stepOver().orElseThrow();
            while (stop.lineNumber() != program.line("over: after")) {
                stop = session.run().orElseThrow();
            }
            assertThat(session.locals())
                    .containsEntry("word", "\"word\"")
                    .containsEntry("number", "4")
                    .containsEntry("got", "\"wordpaused\"");
            assertThat(session.run()).isEmpty();
            assertThat(session.output()).isEqualTo("wordpaused4word");
        }
    }

    @Test
    void breakpoints_are_hit_as_often_as_in_a_method_without_awaits() throws IOException {
        assertThat(linesHit("doneLoop")).isEqualTo(linesHit("plainLoop"));
    }

    @Test
    void breakpoints_are_hit_as_often_where_awaits_suspend_as_in_a_method_without_awaits() throws IOException {
        assertThat(linesHit("pausedLoop")).isEqualTo(linesHit("plainLoop"));
    }

    @Test
    void line_tables_name_the_lines_of_the_method_and_no_others() throws IOException {
        try (DebugSession session = breakAt("suspends", "suspends: await")) {
            assertThat(session.run()).isPresent();
            ReferenceType type = session.type("Debugged");
            assertThat(lines(type, "pausedLoop")).isEmpty();
            assertThat(lines(type, "$fermata$resume")).isEmpty();
            assertThat(lines(type, "$fermata$start")).isEmpty();
            assertThat(lines(type, "$fermata$entry")).isEmpty();
            assertThat(lines(type, "lambda$pausedLoop$async"))
                    .isEqualTo(shifted(lines(type, "plainLoop"), "plainLoop", "pausedLoop"));
        }
    }

    /** The lines of {@code from} where they would be in {@code to}. */
    private static TreeSet<Integer> shifted(TreeSet<Integer> lines, String from, String to) {
        TreeSet<Integer> result = new TreeSet<>();
        lines.forEach(line -> result.add(line - begin(from) + begin(to)));
        return result;
    }

    private static TreeSet<Integer> lines(ReferenceType type, String method) {
        TreeSet<Integer> lines = new TreeSet<>();
        try {
            for (Location location : type.methodsByName(method).get(0).allLineLocations()) {
                lines.add(location.lineNumber());
            }
        } catch (AbsentInformationException none) {
            return lines;
        }
        return lines;
    }

    /** The lines of {@code method} that are hit with a breakpoint on each, in order, counted from its first. */
    private static List<Integer> linesHit(String method) throws IOException {
        int begin = begin(method);
        Integer[] all =
                IntStream.range(begin, program.line(method + ": end")).boxed().toArray(Integer[]::new);
        List<Integer> hit = new ArrayList<>();
        try (DebugSession session = DebugSession.start(program, method, all)) {
            for (int line = session.runToLine(); line != 0; line = session.runToLine()) {
                hit.add(line - begin);
            }
            assertThat(session.output()).isEqualTo("2");
        }
        return hit;
    }

    private static int begin(String method) {
        return program.line(method + ": begin");
    }

    private static DebugSession breakAt(String argument, String... marks) throws IOException {
        Integer[] lines = List.of(marks).stream().map(program::line).toArray(Integer[]::new);
        return DebugSession.start(program, argument, lines);
    }
}
