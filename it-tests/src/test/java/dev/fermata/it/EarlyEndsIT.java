package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.transform.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Shapes that once did not work: generators and streams that end early, among others. */
class EarlyEndsIT {

    @Test
    @Case("B65")
    void a_thousand_awaits_beside_hundreds_of_locals_in_one_class() {
        String awaits =
                IntStream.range(0, 1_000).mapToObj(i -> "sum += Await.on(c);").collect(Collectors.joining("\n"));
        String locals = IntStream.range(0, 100)
                .mapToObj(i -> "int i%1$d = %1$d; long j%1$d = i%1$d; String t%1$d = \"\" + i%1$d; double d%1$d = %1$d;"
                        .formatted(i))
                .collect(Collectors.joining("\n"));
        String uses = IntStream.range(0, 100)
                .mapToObj(i -> "s += i%1$d + j%1$d + t%1$d.hashCode() + d%1$d;".formatted(i))
                .collect(Collectors.joining("\n"));
        Program program = Program.of("""
                class Main {
                    @Async Coroutine<Object> awaits(Coroutine<Long> c) {
                        long sum = 0;
                        %s
                        return Coroutine.of(sum);
                    }
                    @Async Coroutine<Object> locals(Coroutine<Long> c) {
                        %s
                        i0 += Await.on(c);
                        i1 += Await.on(c);
                        i2 += Await.on(c);
                        i3 += Await.on(c);
                        double s = 0;
                        %s
                        return Coroutine.of(s);
                    }
                }
                """.formatted(awaits, locals, uses));
        assertThat(program.diagnostics()).isEmpty();
    }

    @Test
    @Case("Y15")
    void twin_of_a_static_method() throws Exception {
        assertThat(Program.of("""
                        public class Main {
                            @AwaitableTwin("loadAsync") static int load(int x) { throw new AssertionError("not replaced"); }
                            @Async static Coroutine<Integer> loadAsync(int x) {
                                Await.on(Tasks.yieldNow());
                                return Coroutine.of(x + 1);
                            }
                            @Async public static Coroutine<Object> run() {
                                return Coroutine.of(load(1));
                            }
                        }
                        """).transformed().run()).isEqualTo(2);
    }

    @Test
    @Case("Y5")
    void a_generator_that_yields_while_it_is_closed_has_ended() throws Exception {
        assertThat(Program.of("""
                        public class Main {
                            @Async static Generator<Integer> stubborn() {
                                try {
                                    Yield.value(1);
                                } finally {
                                    Yield.value(2);
                                }
                                return Generator.done();
                            }
                            public static Object run() {
                                Generator<Integer> elements = stubborn();
                                elements.next();
                                try {
                                    elements.close();
                                } catch (IllegalStateException e) {
                                    return elements.hasNext();
                                }
                                return "never";
                            }
                        }
                        """).transformed().run()).isEqualTo(false);
    }

    @Test
    @Case("Y5")
    void a_delegate_that_fails_to_close_does_not_keep_the_outer_generator_from_closing() throws Exception {
        assertThat(Program.of("""
                        public class Main {
                            static final List<Object> trace = new ArrayList<>();
                            @Async static Generator<Integer> inner() {
                                try {
                                    Yield.value(1);
                                } finally {
                                    if (trace != null) {
                                        throw new IllegalStateException("inner");
                                    }
                                }
                                return Generator.done();
                            }
                            @Async static Generator<Integer> outer() {
                                try {
                                    Yield.all(inner());
                                } finally {
                                    trace.add("outer closed");
                                }
                                return Generator.done();
                            }
                            public static Object run() {
                                Generator<Integer> elements = outer();
                                elements.next();
                                try {
                                    elements.close();
                                } catch (IllegalStateException e) {
                                    trace.add(e.getMessage());
                                }
                                return trace;
                            }
                        }
                        """).transformed().run()).isEqualTo(List.of("outer closed", "inner"));
    }

    @Test
    @Case("Y11")
    void a_delegate_that_fails_to_close_does_not_keep_the_outer_stream_from_closing() throws Exception {
        assertThat(Program.of("""
                        public class Main {
                            static final List<Object> trace = new ArrayList<>();
                            @Async static AsyncStream<Integer> inner() {
                                try {
                                    Yield.value(1);
                                } finally {
                                    Await.on(Tasks.yieldNow());
                                    if (trace != null) {
                                        throw new IllegalStateException("inner");
                                    }
                                }
                                return AsyncStream.done();
                            }
                            @Async static AsyncStream<Integer> outer() {
                                try {
                                    Yield.all(inner());
                                } finally {
                                    trace.add("outer closed");
                                }
                                return AsyncStream.done();
                            }
                            @Async public static Coroutine<Object> run() {
                                AsyncStream<Integer> elements = outer();
                                Await.on(elements.advance());
                                try {
                                    Await.on(elements.closeAsync());
                                } catch (IllegalStateException e) {
                                    trace.add(e.getMessage());
                                }
                                return Coroutine.of(trace);
                            }
                        }
                        """).transformed().run()).isEqualTo(List.of("outer closed", "inner"));
    }

    @Test
    @Case("B61")
    void a_synchronized_method_does_not_hide_the_awaits_in_its_blocks() {
        assertThat(Program.of("""
                        class Both {
                            @Async synchronized Coroutine<Integer> run(Coroutine<Integer> c) {
                                hashCode();
                                synchronized (c) {
                                    return Coroutine.of(Await.on(c));
                                }
                            }
                        }
                        """).diagnostics())
                .extracting(Diagnostic::toString)
                .satisfiesExactlyInAnyOrder(
                        message -> assertThat(message).startsWith("Both.java:3: error: [async-synchronized]"),
                        message -> assertThat(message).startsWith("Both.java:5: error: [await-holding-monitor]"));
    }

    @Test
    @Case("Y9")
    void a_stream_that_fails_to_close_is_suppressed_and_the_others_are_closed() throws Exception {
        assertThat(Program.of("""
                        public class Main {
                            static final List<Object> trace = new ArrayList<>();
                            @Async static AsyncStream<String> stream(String name) {
                                try {
                                    Yield.value(name);
                                } finally {
                                    Await.on(Tasks.yieldNow());
                                    trace.add("closing " + name);
                                    if (name.equals("inner")) {
                                        throw new IllegalArgumentException("close " + name);
                                    }
                                }
                                return AsyncStream.done();
                            }
                            @Async static Coroutine<Void> loops() {
                                for (String outer : Await.each(stream("outer"))) {
                                    for (String inner : Await.each(stream("inner"))) {
                                        throw new IllegalStateException(outer + inner);
                                    }
                                }
                                return Coroutine.done();
                            }
                            @Async public static Coroutine<Object> run() {
                                try {
                                    Await.on(loops());
                                } catch (RuntimeException e) {
                                    trace.add(e.getMessage() + List.of(e.getSuppressed()));
                                }
                                return Coroutine.of(trace);
                            }
                        }
                        """).transformed().run())
                .isEqualTo(List.of(
                        "closing inner",
                        "closing outer",
                        "outerinner[java.lang.IllegalArgumentException: close inner]"));
    }
}
