package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Asynchronous generators, {@code Await.each}, and resources that take an await to close. */
class StreamsTest {

    private static final String NUMBERS = """
            @Async static AsyncStream<Integer> upTo(int n) {
                try {
                    for (int i = 1; i <= n; i++) {
                        Await.on(i % 2 == 0 ? Tasks.yieldNow() : Coroutine.done());
                        Yield.value(i);
                    }
                } finally {
                    Await.on(Tasks.yieldNow());
                    trace.add("closed " + n);
                }
                return AsyncStream.done();
            }
            """;

    @Test
    void for_takes_every_element_of_a_stream() throws Exception {
        assertThat(run("""
                        @Async public static Coroutine<Object> run() {
                            for (int n : Await.each(upTo(3))) {
                                trace.add(n);
                                Await.on(Tasks.yieldNow());
                            }
                            return Coroutine.of(trace);
                        }
                        """)).isEqualTo(List.of(1, 2, 3, "closed 3"));
    }

    @Test
    void break_continue_and_nesting_work_as_in_any_loop() throws Exception {
        assertThat(run("""
                        @Async public static Coroutine<Object> run() {
                            Await.on(loops());
                            trace.add("after");
                            return Coroutine.of(trace);
                        }
                        @Async static Coroutine<Void> loops() {
                            outer:
                            for (int n : Await.each(upTo(5))) {
                                if (n == 2) {
                                    continue;
                                }
                                for (int m : Await.each(upTo(9))) {
                                    if (m == n) {
                                        continue outer;
                                    }
                                    if (n > 3) {
                                        break outer;
                                    }
                                    trace.add(n + ":" + m);
                                }
                            }
                            for (Integer plain : List.of(7)) {
                                trace.add(plain);
                            }
                            return Coroutine.done();
                        }
                        """))
                .isEqualTo(List.of("closed 9", "3:1", "3:2", "closed 9", 7, "closed 9", "closed 5", "after"));
    }

    @Test
    void a_stream_that_an_exception_leaves_is_closed_before_the_exception_goes_on() throws Exception {
        assertThat(run("""
                        @Async public static Coroutine<Object> run() {
                            try {
                                Await.on(failing());
                            } catch (IllegalStateException e) {
                                trace.add(e.getMessage());
                            }
                            return Coroutine.of(trace);
                        }
                        @Async static Coroutine<Void> failing() {
                            for (int n : Await.each(upTo(5))) {
                                throw new IllegalStateException("at " + n);
                            }
                            return Coroutine.done();
                        }
                        """)).isEqualTo(List.of("closed 5", "at 1"));
    }

    @Test
    void a_return_out_of_the_loop_closes_the_stream_before_the_result_is_seen() throws Exception {
        assertThat(run("""
                        @Async public static Coroutine<Object> run() {
                            trace.add(Await.on(first()));
                            return Coroutine.of(trace);
                        }
                        @Async static Coroutine<Integer> first() {
                            for (int n : Await.each(upTo(5))) {
                                return Coroutine.of(n);
                            }
                            throw new IllegalStateException();
                        }
                        """)).isEqualTo(List.of("closed 5", 1));
    }

    @Test
    void streams_hand_out_the_elements_of_other_streams_and_of_collections() throws Exception {
        assertThat(run("""
                        @Async static AsyncStream<Integer> joined() {
                            Yield.all(upTo(2));
                            Yield.all(List.of(10, 20));
                            try {
                                Yield.all(failing());
                            } catch (IllegalStateException e) {
                                trace.add(e.getMessage());
                            }
                            return upTo(1);
                        }
                        @Async static AsyncStream<Integer> failing() {
                            Await.on(Tasks.yieldNow());
                            throw new IllegalStateException("failed");
                        }
                        @Async public static Coroutine<Object> run() {
                            for (int n : Await.each(joined())) {
                                trace.add(n);
                            }
                            return Coroutine.of(trace);
                        }
                        """)).isEqualTo(List.of(1, 2, "closed 2", 10, 20, "failed", 1, "closed 1"));
    }

    @Test
    void a_stream_may_be_taken_by_hand() throws Exception {
        assertThat(run("""
                        @Async public static Coroutine<Object> run() {
                            AsyncStream<Integer> stream = upTo(3);
                            trace.add(Await.on(stream.advance()));
                            trace.add(stream.current());
                            Await.on(stream.closeAsync());
                            trace.add(Await.on(stream.advance()));
                            return Coroutine.of(trace);
                        }
                        """)).isEqualTo(List.of(true, 1, "closed 3", false));
    }

    @Test
    void two_consumers_are_an_error() {
        assertThatThrownBy(() -> run("""
                        @Async static AsyncStream<Integer> slow() {
                            Await.on(Tasks.yieldNow());
                            Yield.value(1);
                            return AsyncStream.done();
                        }
                        @Async static Coroutine<Boolean> take(AsyncStream<Integer> stream) {
                            return Coroutine.of(Await.on(stream.advance()));
                        }
                        @Async public static Coroutine<Object> run() {
                            AsyncStream<Integer> stream = slow();
                            return Coroutine.of(Await.on(Tasks.gather(take(stream), take(stream))));
                        }
                        """))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one consumer");
    }

    @Test
    void a_million_elements_take_constant_stack() throws Exception {
        assertThat(run("""
                        @Async static AsyncStream<Integer> many() {
                            for (int i = 0; i < 1_000_000; i++) {
                                Yield.value(i);
                            }
                            return AsyncStream.done();
                        }
                        @Async public static Coroutine<Object> run() {
                            long sum = 0;
                            for (int n : Await.each(many())) {
                                sum += n;
                            }
                            return Coroutine.of(sum);
                        }
                        """)).isEqualTo(499_999_500_000L);
    }

    @Test
    void try_with_resources_awaits_the_closing_in_reverse_order_and_keeps_suppressed_exceptions() throws Exception {
        assertThat(run("""
                        record Session(String name, boolean fails) implements AsyncCloseable {
                            @Override public Awaitable<Void> closeAsync() {
                                return closing();
                            }
                            @Async private Coroutine<Void> closing() {
                                Await.on(Tasks.yieldNow());
                                trace.add("closed " + name);
                                if (fails) {
                                    throw new IllegalStateException("close " + name);
                                }
                                return Coroutine.done();
                            }
                        }
                        @Async static Coroutine<Session> open(String name, boolean fails) {
                            Await.on(Tasks.yieldNow());
                            return Coroutine.of(new Session(name, fails));
                        }
                        @Async public static Coroutine<Object> run() {
                            try (var a = Await.on(open("a", false)); AsyncCloseable b = Await.on(open("b", true));
                                    AutoCloseable c = Await.on(open("c", false))) {
                                trace.add("body " + a.name());
                                throw new IllegalArgumentException("body");
                            } catch (Exception e) {
                                trace.add(e.getMessage() + " " + e.getSuppressed()[0].getMessage());
                            }
                            try (var a = Await.on(open("d", true))) {
                                trace.add("body d");
                            } catch (IllegalStateException e) {
                                trace.add(e.getMessage());
                            }
                            try (AutoCloseable plain = () -> trace.add("plain")) {
                                trace.add("body plain");
                            } catch (Exception e) {
                                trace.add("never");
                            }
                            return Coroutine.of(trace);
                        }
                        """))
                .isEqualTo(List.of(
                        "body a",
                        "closed c",
                        "closed b",
                        "closed a",
                        "body close b",
                        "body d",
                        "closed d",
                        "close d",
                        "body plain",
                        "plain"));
    }

    @Test
    void users_may_give_their_own_methods_a_twin() throws Exception {
        assertThat(run("""
                        static abstract class Reader {
                            @AwaitableTwin("readAsync")
                            public int read(String prefix, long n) {
                                throw new UnsupportedOperationException();
                            }
                            public abstract CompletableFuture<Integer> readAsync(String prefix, long n);
                        }
                        static class Numbers extends Reader {
                            @Override public CompletableFuture<Integer> readAsync(String prefix, long n) {
                                return CompletableFuture.completedFuture((prefix + n).length());
                            }
                        }
                        @Async public static Coroutine<Object> run() {
                            return Coroutine.of(1 + new Numbers().read("abc", 12L));
                        }
                        """)).isEqualTo(6);
    }

    private static Object run(String members) throws Exception {
        return Program.run(
                "public class Main {\nstatic List<Object> trace = new ArrayList<>();\n" + NUMBERS + members + "}");
    }
}
