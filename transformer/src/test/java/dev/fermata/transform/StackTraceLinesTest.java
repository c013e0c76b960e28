package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The lines in the stack traces of what is thrown while an await begins, goes on, or a method ends. */
class StackTraceLinesTest {

    private static final String SOURCE = """
            public class Main {
                @Async public static Coroutine<List<Integer>> run() {
                    List<Integer> lines = new ArrayList<>();
                    try {
                        Await.on((Awaitable<String>) null); // first await
                    } catch (NullPointerException e) {
                        lines.add(lineIn("run", e));
                    }
                    Await.on(Tasks.yieldNow());
                    try {
                        Await.on(Tasks.yieldNow());
                        Await.on(fails()); // await after a resumption
                    } catch (IllegalStateException e) {
                        lines.add(lineIn("run", e));
                        lines.add(lineIn("fails", e));
                    }
                    try {
                        Await.on(returnsNull(lines.size()));
                    } catch (NullPointerException e) {
                        lines.add(lineIn("returnsNull", e));
                    }
                    lines.add(Await.on(closed()));
                    return Coroutine.of(lines);
                }
                @Async static Coroutine<String> fails() {
                    throw new IllegalStateException(); // throw
                }
                @Async static Coroutine<String> returnsNull(int number) {
                    Await.on(Tasks.yieldNow());
                    if (number > 0) {
                        return null; // return
                    }
                    Await.on(Tasks.yieldNow());
                    return Coroutine.of("");
                }
                private static int closedAt;
                @Async static Coroutine<String> closing() {
                    for (String element : Await.each(stream())) { // for
                        throw new IllegalStateException(element);
                    }
                    return Coroutine.of("");
                }
                @Async static AsyncStream<String> stream() {
                    try {
                        Yield.value("x");
                        Yield.value("y");
                    } finally {
                        closedAt = lineIn("closing", new Throwable());
                    }
                    return AsyncStream.done();
                }
                @Async static Coroutine<Integer> closed() {
                    try {
                        Await.on(closing());
                    } catch (IllegalStateException expected) {
                        return Coroutine.of(closedAt);
                    }
                    return Coroutine.of(-1);
                }
                static int lineIn(String method, Throwable failure) {
                    for (StackTraceElement element : failure.getStackTrace()) {
                        if (element.getMethodName().equals("lambda$" + method + "$async")) {
                            return element.getLineNumber();
                        }
                    }
                    return 0;
                }
            }
            """;

    @Test
    void a_stack_trace_names_the_line_of_the_await_return_or_loop() throws Exception {
        assertThat(Program.run(SOURCE))
                .isEqualTo(List.of(
                        line("first await"),
                        line("await after a resumption"),
                        line("// throw"),
                        line("// return"),
                        line("// for")));
    }

    private static int line(String text) {
        List<String> lines = SOURCE.lines().toList();
        return 1
                + IntStream.range(0, lines.size())
                        .filter(line -> lines.get(line).contains(text))
                        .findFirst()
                        .orElseThrow();
    }
}
