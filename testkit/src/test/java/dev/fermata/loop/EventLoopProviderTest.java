package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.ForeignLoop;
import dev.fermata.LoopKind;
import dev.fermata.RunOptions;
import dev.fermata.TaskGroup;
import dev.fermata.Tasks;
import dev.fermata.testkit.VirtualTimeLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventLoopProviderTest {

    /** Installed by the tests: makes loops in virtual time. */
    public static final class Simple implements EventLoopProvider {
        @Override
        public String name() {
            return "simple";
        }

        @Override
        public EventLoop create() {
            return LoopKind.FOREIGN.open().loop;
        }
    }

    /** Makes loops like those that come with Fermata, in virtual time. */
    public static final class Own implements EventLoopProvider {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public EventLoop create() {
            return VirtualTimeLoop.create();
        }
    }

    /** A second one. */
    public static final class Other implements EventLoopProvider {
        @Override
        public String name() {
            return "other";
        }

        @Override
        public EventLoop create() {
            throw new AssertionError("not chosen");
        }
    }

    @TempDir
    Path directory;

    private <T> T with(List<Class<? extends EventLoopProvider>> installed, String property, Supplier<T> body) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
            Path services = Files.createDirectories(directory.resolve("META-INF/services"));
            Files.write(
                    services.resolve(EventLoopProvider.class.getName()),
                    installed.stream().map(Class::getName).toList());
            thread.setContextClassLoader(loader);
            if (property != null) {
                System.setProperty("fermata.loop", property);
            }
            return body.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.clearProperty("fermata.loop");
            thread.setContextClassLoader(before);
        }
    }

    private static Class<? extends EventLoop> created() {
        EventLoop loop = EventLoop.create();
        loop.close();
        return loop.getClass();
    }

    private final Class<? extends EventLoop> own = created();

    @Test
    void without_a_provider_the_loop_is_our_own() {
        assertThat(own).isNotEqualTo(ForeignLoop.class);
        assertThat(with(List.of(), "default", EventLoopProviderTest::created)).isSameAs(own);
    }

    @Test
    void the_only_provider_is_taken() {
        assertThat(with(List.of(Simple.class), null, EventLoopProviderTest::created))
                .isSameAs(ForeignLoop.class);
    }

    @Test
    void a_property_names_one_of_several() {
        List<Class<? extends EventLoopProvider>> both = List.of(Other.class, Simple.class);
        assertThat(with(both, "simple", EventLoopProviderTest::created)).isSameAs(ForeignLoop.class);
        assertThat(with(both, "default", EventLoopProviderTest::created)).isSameAs(own);
    }

    @Test
    void several_providers_and_no_name_are_an_error() {
        assertThatIllegalStateException()
                .isThrownBy(() -> with(List.of(Other.class, Simple.class), null, EventLoopProviderTest::created))
                .withMessageContainingAll("other, simple, default", "-Dfermata.loop");
    }

    @Test
    void a_name_that_nobody_has_is_an_error() {
        assertThatIllegalStateException()
                .isThrownBy(() -> with(List.of(Simple.class), "uv", EventLoopProviderTest::created))
                .withMessageContainingAll("'uv'", "simple, default");
    }

    @Test
    void the_options_of_a_run_come_before_what_is_installed() {
        RunOptions options = RunOptions.defaults().withLoopProvider(new Simple());
        Class<?> used = with(List.of(Other.class), null, () -> Fermata.run(loopInUse(), options));
        assertThat(used).isSameAs(ForeignLoop.class);
    }

    @Async
    private Coroutine<Class<?>> loopInUse() {
        return Coroutine.of(EventLoop.current().getClass());
    }

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Async
    private Coroutine<String> say(int millis, String what) {
        Await.on(Tasks.sleep(Duration.ofMillis(millis)));
        lines.add(what);
        return Coroutine.of(what);
    }

    /** A program that uses all that a loop does. */
    @Async
    private Coroutine<Void> program() {
        lines.add(Await.on(Tasks.gather(say(200, "b"), say(1, "a"))).toString());
        lines.add(Await.on(Tasks.toThread(() -> "from a thread")));
        try {
            Await.on(Tasks.withTimeout(Duration.ofMillis(1), say(100_000, "never")), TimeoutException.class);
        } catch (TimeoutException timeout) {
            lines.add("timeout");
        }
        EventLoop.current().callLater(Duration.ofMillis(200), () -> lines.add("2"));
        EventLoop.current().callLater(Duration.ofMillis(1), () -> lines.add("1"));
        EventLoop.current().callSoon(() -> lines.add("0"));
        Await.on(say(400, "3"));
        lines.add(Await.on(TaskGroup.<String>run(group -> {
            group.start(say(1, "grouped"));
            return say(200, "body");
        })));
        Tasks.start(leftOver());
        Await.on(Tasks.yieldNow());
        lines.add("end");
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> leftOver() {
        try {
            Await.on(Tasks.sleep(Duration.ofDays(1)));
        } finally {
            lines.add("left over");
        }
        return Coroutine.done();
    }

    private List<String> output() {
        lines.clear();
        Fermata.run(program());
        return List.copyOf(lines);
    }

    @Test
    void a_program_does_the_same_on_another_loop() {
        List<String> expected = with(List.of(Own.class), null, this::output);
        assertThat(expected).hasSize(14).startsWith("a", "b", "[b, a]").endsWith("end", "left over");
        assertThat(with(List.of(Simple.class), null, this::output)).isEqualTo(expected);
    }
}
