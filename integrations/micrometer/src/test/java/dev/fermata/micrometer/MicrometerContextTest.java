package dev.fermata.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.ContextVar;
import dev.fermata.Coroutine;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import dev.fermata.testkit.VirtualTimeLoop;
import io.micrometer.context.ContextRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MicrometerContextTest {

    /** A logging context, like SLF4J's MDC. */
    private static final class Mdc {
        private static final ThreadLocal<Map<String, String>> MAP = new ThreadLocal<>();

        static void put(String key, String value) {
            Map<String, String> changed = new TreeMap<>(all());
            changed.put(key, value);
            MAP.set(changed);
        }

        static Map<String, String> all() {
            return MAP.get() == null ? Map.of() : MAP.get();
        }

        static void clear() {
            MAP.remove();
        }
    }

    private final EventLoop loop = VirtualTimeLoop.create();
    private final List<Map<String, String>> seen = new ArrayList<>();

    @BeforeEach
    void register() {
        ContextRegistry.getInstance().registerThreadLocalAccessor("mdc", Mdc.MAP);
    }

    @AfterEach
    void unregister() {
        ContextRegistry.getInstance().removeThreadLocalAccessor("mdc");
        Mdc.clear();
    }

    @Async
    private Coroutine<Void> logging(String key) {
        seen.add(Mdc.all());
        Mdc.put(key, "1");
        Await.on(Tasks.sleep(Duration.ofSeconds(1)));
        seen.add(Mdc.all());
        return Coroutine.done();
    }

    @Test
    void a_task_keeps_the_logging_context_of_the_thread_that_started_it() {
        Mdc.put("request", "7");
        Task<Void> task = Tasks.startOn(loop, logging("task"));
        Mdc.clear();
        loop.runUntilComplete(task);
        assertThat(seen).containsExactly(Map.of("request", "7"), Map.of("request", "7", "task", "1"));
        assertThat(Mdc.all()).isEmpty();
    }

    @Test
    void tasks_do_not_see_each_other_or_the_thread_of_the_loop() {
        Task<Void> a = Tasks.startOn(loop, logging("a"));
        Task<Void> b = Tasks.startOn(loop, logging("b"));
        Mdc.put("loop", "1");
        loop.runUntilComplete(Tasks.gather(a, b));
        assertThat(seen).containsExactly(Map.of(), Map.of(), Map.of("a", "1"), Map.of("b", "1"));
        assertThat(Mdc.all()).isEqualTo(Map.of("loop", "1"));
    }

    @Test
    void what_a_task_starts_inherits_what_it_has() {
        loop.runUntilComplete(starting());
        assertThat(seen)
                .containsExactly(Map.of("parent", "1"), Map.of("parent", "1"), Map.of("parent", "1", "child", "1"));
    }

    @Async
    private Coroutine<Void> starting() {
        Mdc.put("parent", "1");
        Task<Void> child = Tasks.start(logging("child"));
        Await.on(Tasks.toThread(() -> seen.add(Mdc.all())));
        Await.on(child);
        assertThat(Mdc.all()).isEqualTo(Map.of("parent", "1"));
        return Coroutine.done();
    }

    @Test
    void a_hot_call_goes_on_with_its_logging_context_on_another_thread() throws Exception {
        CompletableFuture<Void> signal = new CompletableFuture<>();
        Mdc.put("request", "7");
        CompletableFuture<Map<String, String>> call = hot(signal);
        assertThat(Mdc.all()).isEqualTo(Map.of("request", "7"));
        Thread completer = new Thread(() -> {
            Mdc.put("completer", "1");
            signal.complete(null);
            seen.add(Mdc.all());
        });
        completer.start();
        completer.join();
        assertThat(call.join()).isEqualTo(Map.of("request", "7", "hot", "1"));
        assertThat(seen).containsExactly(Map.of("completer", "1"));
    }

    @Async
    private CompletableFuture<Map<String, String>> hot(CompletableFuture<Void> signal) {
        Mdc.put("hot", "1");
        Await.on(signal);
        return CompletableFuture.completedFuture(Mdc.all());
    }

    @Test
    void a_registry_of_ones_own_is_carried_where_its_variable_is_set() {
        ThreadLocal<String> user = new ThreadLocal<>();
        ContextRegistry registry = new ContextRegistry().registerThreadLocalAccessor("user", user);
        String found = loop.runUntilComplete(carrying(ContextVar.of(new MicrometerContext(registry)), user));
        assertThat(found).isEqualTo("ada");
        assertThat(user.get()).isNull();
    }

    @Async
    private Coroutine<String> carrying(
            ContextVar<io.micrometer.context.ContextSnapshot> variable, ThreadLocal<String> user) {
        variable.set(variable.get());
        user.set("ada");
        Task<Void> other = Tasks.start(logging("other"));
        Await.on(other);
        return Coroutine.of(user.get());
    }
}
