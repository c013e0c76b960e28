package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Awaitable;
import dev.fermata.loop.EventLoop;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a suspended method keeps alive: what it will read again, and nothing more. */
public class DeadReferencesIT {

    private static final int COLLECTIONS = 50;

    /** What the programs call: creates objects, and tells at each gate which of them are still reachable. */
    public static final class Probe {

        private final List<WeakReference<Object>> made = new ArrayList<>();
        private final List<String> seen = new ArrayList<>();
        private final List<Object> kept = new ArrayList<>();

        public Object make() {
            var object = new Object() {};
            made.add(new WeakReference<>(object));
            return object;
        }

        public <T> T keep(T object) {
            kept.add(object);
            return object;
        }

        public void use(Object object) {
            if (object == null) {
                seen.add("null");
            }
        }

        /** Suspends; meanwhile, waits for the objects with these numbers to be collected, and looks at all. */
        public Awaitable<String> gate(int... expected) {
            return waiter -> EventLoop.current().callSoon(() -> {
                look(expected);
                waiter.complete("opened");
            });
        }

        public void look(int... expected) {
            for (int i = 0; i < COLLECTIONS && !gone(expected); i++) {
                System.gc();
            }
            var text = new StringBuilder();
            made.forEach(reference -> text.append(reference.refersTo(null) ? '-' : '+'));
            seen.add(text.toString());
        }

        private boolean gone(int... expected) {
            for (int number : expected) {
                if (!made.get(number).refersTo(null)) {
                    return false;
                }
            }
            return true;
        }

        public List<String> seen() {
            return seen;
        }
    }

    private static final String MAIN = """
            public class Main {
                static final dev.fermata.it.DeadReferencesIT.Probe p = new dev.fermata.it.DeadReferencesIT.Probe();
                @Async public static Coroutine<Object> run() {
                    Await.on(%s);
                    return Coroutine.of(p.seen());
                }
                @Async static Coroutine<String> body(Object parameter) {
            %s
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(strings = {"-g", "-g:none"})
    @Case("B35")
    void dead_before_the_suspension(String debug) throws Exception {
        assertThat(run(debug, """
                p.use(parameter);
                Object local = p.make();
                p.use(local);
                Object live = p.make();
                String result = Await.on(p.gate(0, 1));
                p.use(live);
                return Coroutine.of(result);
                """)).isEqualTo(List.of("--+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-g", "-g:none"})
    @Case("B35")
    void a_parameter_that_is_dead_before_the_suspension_and_whose_place_nothing_else_takes(String debug)
            throws Exception {
        assertThat(run(debug, """
                p.use(parameter);
                return Coroutine.of(Await.on(p.gate(0)));
                """)).isEqualTo(List.of("-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-g", "-g:none"})
    @Case("B35")
    void dead_between_two_suspensions(String debug) throws Exception {
        assertThat(run(debug, """
                Object local = p.make();
                Object other = p.make();
                Await.on(p.gate());
                p.use(parameter);
                p.use(local);
                Await.on(p.gate(0, 1));
                p.use(other);
                return Coroutine.of(Await.on(p.gate(2)));
                """)).isEqualTo(List.of("+++", "--+", "---"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-g", "-g:none"})
    @Case("B35")
    void overwritten_between_two_suspensions(String debug) throws Exception {
        assertThat(run(debug, """
                Object local = p.make();
                Await.on(p.gate());
                local = p.make();
                parameter = null;
                Await.on(p.gate(0, 1));
                p.use(local);
                p.use(parameter);
                return Coroutine.of("");
                """)).isEqualTo(List.of("++", "--+", "null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-g", "-g:none"})
    @Case("B35")
    void dead_until_it_is_assigned_again(String debug) throws Exception {
        assertThat(run(debug, """
                Object local = p.make();
                for (int i = 0; i < 2; i++) {
                    p.use(local);
                    p.use(parameter);
                    Await.on(i == 0 ? p.gate(1) : p.gate(1, 2));
                    local = p.make();
                }
                p.use(local);
                return Coroutine.of("");
                """)).isEqualTo(List.of("+-", "+--"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-g", "-g:none"})
    @Case("B35")
    void dead_on_one_way_and_in_a_scope_that_was_left(String debug) throws Exception {
        assertThat(run(debug, """
                p.use(parameter);
                for (int i = 0; i < 2; i++) {
                    Object each = p.make();
                    Await.on(i == 0 ? p.gate(0) : p.gate(0, 1));
                    p.use(each);
                }
                Object local = p.make();
                Await.on(p.gate(0, 1, 2));
                if (p.seen().isEmpty()) {
                    p.use(local);
                } else {
                    Await.on(p.gate(3));
                }
                return Coroutine.of("");
                """)).isEqualTo(List.of("-+", "--+", "---+", "----"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-g", "-g:none"})
    @Case({"B21", "B35"})
    void caught_exceptions_and_temporaries_of_an_expression(String debug) throws Exception {
        assertThat(run(debug, """
                try {
                    throw new IllegalStateException() {
                        final Object held = Main.p.make();
                    };
                } catch (IllegalStateException unused) {
                    Await.on(p.gate(1));
                }
                int sum = p.make().hashCode() - p.hashCode() * Await.on(p.gate(1, 2)).length();
                p.use(parameter);
                return Coroutine.of(Await.on(p.gate(0)) + sum);
                """)).isEqualTo(List.of("+-", "+--", "---"));
    }

    /** The frame of a caller keeps what the caller needs; the frame of the call nothing for it. */
    @ParameterizedTest
    @ValueSource(strings = {"-g", "-g:none"})
    @Case("B35")
    void dead_in_the_caller_of_what_is_suspended(String debug) throws Exception {
        assertThat(run(debug, """
                Object local = p.make();
                Object live = p.make();
                String result = Await.on(callee(parameter, local));
                p.use(live);
                return Coroutine.of(result);
                }
                @Async static Coroutine<String> callee(Object one, Object two) {
                    p.use(one);
                    Await.on(p.gate(0));
                    p.use(two);
                    return Coroutine.of(Await.on(p.gate(0, 1)));
                """)).isEqualTo(List.of("-++", "--+"));
    }

    /** Whoever keeps a coroutine that has ended does not keep what awaited it. */
    @ParameterizedTest
    @ValueSource(strings = {"-g", "-g:none"})
    @Case("B35")
    void dead_in_what_has_awaited_a_coroutine_that_somebody_keeps(String debug) throws Exception {
        assertThat(run(debug, """
                String result = Await.on(caller());
                Await.on(p.gate(1));
                p.use(parameter);
                return Coroutine.of(result);
                }
                @Async static Coroutine<String> caller() {
                    Object local = p.make();
                    String result = Await.on(p.keep(callee()));
                    p.use(local);
                    return Coroutine.of(result);
                }
                @Async static Coroutine<String> callee() {
                    return Coroutine.of(Await.on(p.gate()));
                """)).isEqualTo(List.of("++", "+-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-g", "-g:none"})
    @Case("B35")
    void dead_in_a_hot_method_outside_any_loop(String debug) throws Exception {
        Program program =
                Program.compiled(List.of(debug, "--release", "17"), """
                public class Main {
                    @Async
                    public static CompletableFuture<String> hot(
                            dev.fermata.it.DeadReferencesIT.Probe p, CompletableFuture<?> one, CompletableFuture<?> two) {
                        Object dead = p.make();
                        Object live = p.make();
                        p.use(dead);
                        Await.on(one);
                        p.use(live);
                        live = null;
                        Await.on(two);
                        p.use(live);
                        return CompletableFuture.completedFuture("done");
                    }
                }
                """).transformed();
        var probe = new Probe();
        var one = new CompletableFuture<String>();
        var two = new CompletableFuture<String>();
        var result = (CompletableFuture<?>) program.load("Main")
                .getMethod("hot", Probe.class, CompletableFuture.class, CompletableFuture.class)
                .invoke(null, probe, one, two);
        probe.look(0);
        one.complete("one");
        probe.look(0, 1);
        two.complete("two");
        assertThat(result.get()).isEqualTo("done");
        assertThat(probe.seen()).containsExactly("-+", "--", "null");
    }

    /** Runs {@code body} called directly, and as a coroutine, whose frame holds the parameters before it runs. */
    private static Object run(String debug, String body) throws Exception {
        Object direct = run(debug, "body(p.make())", body);
        assertThat(run(debug, "Tasks.start(body(p.make()))", body)).isEqualTo(direct);
        return direct;
    }

    private static Object run(String debug, String call, String body) throws Exception {
        return Program.compiled(List.of(debug, "--release", "17"), MAIN.formatted(call, body))
                .transformed()
                .run();
    }
}
