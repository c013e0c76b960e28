package dev.fermata.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Coroutine;
import dev.fermata.testkit.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/asyncio.md}: its programs print what they say, its tables leave no name out, and what they name exists. */
class AsyncioGuideIT {

    private static final Pattern PROGRAM =
            Pattern.compile("(?ms)^## ([^\\n]+)$|^```java run\\n(.*?)^```\\n\\n```text\\n(.*?)^```$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+?) \\| (.+?) \\|.*\\|$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern NAME = Pattern.compile("([A-Z]\\w+)(?:\\.(\\w+))?");
    private static final List<String> PACKAGES = List.of(
            "dev.fermata.",
            "dev.fermata.loop.",
            "dev.fermata.process.",
            "dev.fermata.sync.",
            "dev.fermata.debug.",
            "dev.fermata.testkit.",
            "dev.fermata.testkit.junit.",
            "java.lang.",
            "java.util.concurrent.");

    /** What {@code asyncio.__all__} has in Python 3.14, on all platforms; and the most used methods of its classes. */
    private static final String NAMES = """
            BaseEventLoop Server iscoroutinefunction iscoroutine AbstractEventLoop AbstractServer Handle TimerHandle
            get_event_loop_policy set_event_loop_policy get_event_loop set_event_loop new_event_loop _set_running_loop
            get_running_loop _get_running_loop BrokenBarrierError CancelledError InvalidStateError TimeoutError
            IncompleteReadError LimitOverrunError SendfileNotAvailableError Future wrap_future isfuture
            future_discard_from_awaited_by future_add_to_awaited_by capture_call_graph format_call_graph
            print_call_graph FrameCallGraphEntry FutureCallGraph Lock Event Condition Semaphore BoundedSemaphore Barrier
            BaseProtocol Protocol DatagramProtocol SubprocessProtocol BufferedProtocol Runner run Queue PriorityQueue
            LifoQueue QueueFull QueueEmpty QueueShutDown StreamReader StreamWriter StreamReaderProtocol open_connection
            start_server open_unix_connection start_unix_server create_subprocess_exec create_subprocess_shell TaskGroup
            Task create_task FIRST_COMPLETED FIRST_EXCEPTION ALL_COMPLETED wait wait_for as_completed sleep gather shield
            ensure_future run_coroutine_threadsafe all_tasks current_task create_eager_task_factory eager_task_factory
            to_thread Timeout timeout timeout_at BaseTransport ReadTransport WriteTransport Transport DatagramTransport
            SubprocessTransport SelectorEventLoop EventLoop ProactorEventLoop IocpProactor
            WindowsSelectorEventLoopPolicy WindowsProactorEventLoopPolicy
            add_done_callback remove_done_callback set_result set_exception result exception done cancelled cancel
            cancelling uncancel get_name set_name get_stack print_stack get_coro get_context get_loop
            run_until_complete run_forever stop close is_running is_closed time call_soon call_soon_threadsafe call_later
            call_at create_future set_task_factory run_in_executor set_default_executor shutdown_default_executor
            shutdown_asyncgens set_exception_handler call_exception_handler set_debug slow_callback_duration
            add_signal_handler add_reader sock_recv getaddrinfo
            """;

    /** A program of the guide. */
    record Snippet(String section, String source, String output) {
        @Override
        public String toString() {
            return section;
        }
    }

    private static String guide() throws IOException {
        return Files.readString(Path.of("..", "docs", "asyncio.md"));
    }

    static List<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        String section = "";
        for (MatchResult match : PROGRAM.matcher(guide()).results().toList()) {
            if (match.group(1) != null) {
                section = match.group(1);
            } else {
                snippets.add(new Snippet(section, match.group(2), match.group(3)));
            }
        }
        return snippets;
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void a_program_prints_what_stands_under_it(Snippet snippet) throws Exception {
        Class<?> type = Program.of(
                        "import dev.fermata.loop.*; import dev.fermata.process.*; import dev.fermata.sync.*; import java.time.*; class Main {\n"
                                + snippet.source() + "}")
                .transformed(AsyncioGuideIT::runtimeClass)
                .load("Main");
        Method main = type.getDeclaredMethod("main");
        main.setAccessible(true);
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            VirtualTime.run((Coroutine<?>) main.invoke(null));
        } finally {
            System.setOut(console);
        }
        assertThat(printed.toString(UTF_8)).isEqualTo(snippet.output());
    }

    private static byte[] runtimeClass(String internalName) {
        try (InputStream file = Coroutine.class.getResourceAsStream("/" + internalName + ".class")) {
            return file == null ? null : file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_program_is_run() throws IOException {
        long written =
                Pattern.compile("(?m)^```java").matcher(guide()).results().count();
        assertThat(snippets()).hasSizeGreaterThan(5).hasSize((int) written);
    }

    @Test
    void no_name_is_left_out() throws IOException {
        Set<String> named = new TreeSet<>();
        column(1).forEach(code -> named.addAll(Arrays.asList(code.split("\\W+"))));
        assertThat(named).contains(NAMES.strip().split("\\s+"));
    }

    @Test
    void what_the_tables_name_exists() throws IOException {
        List<String> missing = column(2)
                .filter(code -> NAME.matcher(code).matches() && !exists(code))
                .toList();
        assertThat(missing).isEmpty();
    }

    /** The pieces of code in a column of the tables. */
    private static Stream<String> column(int number) throws IOException {
        return ROW.matcher(guide())
                .results()
                .flatMap(row -> CODE.matcher(row.group(number)).results())
                .map(code -> code.group(1));
    }

    private static boolean exists(String name) {
        int dot = name.indexOf('.');
        String type = dot < 0 ? name : name.substring(0, dot);
        for (String prefix : PACKAGES) {
            try {
                Class<?> found = Class.forName(prefix + type);
                return dot < 0 || has(found, name.substring(dot + 1));
            } catch (ClassNotFoundException elsewhere) {
                // Looks in the next package.
            }
        }
        return false;
    }

    private static boolean has(Class<?> type, String member) {
        return Arrays.stream(type.getMethods())
                        .anyMatch(method -> method.getName().equals(member))
                || Arrays.stream(type.getClasses())
                        .anyMatch(nested -> nested.getSimpleName().equals(member));
    }
}
