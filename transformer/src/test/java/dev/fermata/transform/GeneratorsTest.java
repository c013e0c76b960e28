package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Methods that return {@code Generator}. */
class GeneratorsTest {

    @Test
    void a_generator_hands_out_its_elements_one_by_one() throws Exception {
        assertThat(run("""
                        @Async static Generator<Integer> upTo(int n) {
                            for (int i = 1; i <= n; i++) {
                                trace.add("before " + i);
                                Yield.value(i);
                            }
                            return Generator.done();
                        }
                        public static Object run() {
                            Generator<Integer> numbers = upTo(3);
                            trace.add("made");
                            for (int n : numbers) {
                                trace.add(n);
                            }
                            return trace;
                        }
                        """)).isEqualTo(List.of("made", "before 1", 1, "before 2", 2, "before 3", 3));
    }

    @Test
    void yield_all_and_a_returned_generator_hand_out_the_elements_of_others() throws Exception {
        assertThat(run("""
                        @Async static Generator<Integer> inner() {
                            Yield.value(3);
                            Yield.value(4);
                            return Generator.done();
                        }
                        @Async static Generator<Integer> outer() {
                            Yield.value(1);
                            Yield.all(inner());
                            Yield.all(List.of());
                            Yield.value(2);
                            return inner();
                        }
                        public static Object run() {
                            outer().forEachRemaining(trace::add);
                            return trace;
                        }
                        """)).isEqualTo(List.of(1, 3, 4, 2, 3, 4));
    }

    @Test
    void yields_may_stand_in_try_loops_and_switches() throws Exception {
        assertThat(run("""
                        @Async Generator<String> all(int from) {
                            outer:
                            for (int i = from; ; i++) {
                                try {
                                    switch (i) {
                                        case 1 -> Yield.value("one");
                                        case 2 -> { continue outer; }
                                        case 3 -> throw new IllegalStateException("three");
                                        default -> { break outer; }
                                    }
                                } catch (IllegalStateException e) {
                                    Yield.value(e.getMessage());
                                } finally {
                                    Yield.value("f" + i);
                                }
                            }
                            return Generator.done();
                        }
                        public static Object run() {
                            new Main().all(1).forEachRemaining(trace::add);
                            return trace;
                        }
                        """)).isEqualTo(List.of("one", "f1", "f2", "three", "f3", "f4"));
    }

    @Test
    void closing_runs_the_finally_blocks_of_a_suspended_body_and_of_what_it_delegates_to() throws Exception {
        assertThat(run("""
                        @Async static Generator<Integer> inner() {
                            try {
                                Yield.value(1);
                                trace.add("never");
                            } finally {
                                trace.add("inner closed");
                            }
                            return Generator.done();
                        }
                        @Async static Generator<Integer> outer() {
                            try {
                                Yield.all(inner());
                            } catch (Exception e) {
                                trace.add("never");
                            } finally {
                                trace.add("outer closed");
                            }
                            return Generator.done();
                        }
                        public static Object run() {
                            try (Generator<Integer> numbers = outer()) {
                                trace.add(numbers.next());
                            }
                            return trace;
                        }
                        """)).isEqualTo(List.of(1, "inner closed", "outer closed"));
    }

    @Test
    void a_generator_that_is_closed_before_it_was_started_never_runs() throws Exception {
        assertThat(run("""
                        @Async static Generator<Integer> numbers() {
                            trace.add("started");
                            Yield.value(1);
                            return Generator.done();
                        }
                        public static Object run() {
                            Generator<Integer> numbers = numbers();
                            numbers.close();
                            trace.add(numbers.hasNext());
                            return trace;
                        }
                        """)).isEqualTo(List.of(false));
    }

    @Test
    void a_failure_comes_to_the_consumer_and_ends_the_generator() throws Exception {
        assertThat(run("""
                        @Async static Generator<Integer> numbers() throws java.io.IOException {
                            Yield.value(1);
                            throw new java.io.IOException("broken");
                        }
                        public static Object run() throws Exception {
                            Generator<Integer> numbers = numbers();
                            trace.add(numbers.next());
                            try {
                                numbers.next();
                            } catch (Exception e) {
                                trace.add(e.toString());
                            }
                            trace.add(numbers.hasNext());
                            return trace;
                        }
                        """)).isEqualTo(List.of(1, "java.io.IOException: broken", false));
    }

    @Test
    void a_second_iteration_is_an_error() {
        assertThatThrownBy(() -> run("""
                        @Async static Generator<Integer> numbers() {
                            Yield.value(1);
                            return Generator.done();
                        }
                        public static Object run() {
                            Generator<Integer> numbers = numbers();
                            for (int n : numbers) {}
                            for (int n : numbers) {}
                            return null;
                        }
                        """))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only once");
    }

    @Test
    void asking_for_an_element_inside_the_body_is_an_error() {
        assertThatThrownBy(() -> run("""
                        static Generator<Integer> self;
                        @Async static Generator<Integer> numbers() {
                            Yield.value(self.next());
                            return Generator.done();
                        }
                        public static Object run() {
                            self = numbers();
                            return self.next();
                        }
                        """))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one consumer");
    }

    @Test
    void a_lambda_may_be_a_generator() throws Exception {
        assertThat(run("""
                        public static Object run() throws Exception {
                            Callable<Generator<String>> lambda = () -> {
                                Yield.value("a");
                                Yield.value("b");
                                return Generator.done();
                            };
                            lambda.call().forEachRemaining(trace::add);
                            return trace;
                        }
                        """)).isEqualTo(List.of("a", "b"));
    }

    private static Object run(String members) throws Exception {
        return Program.run("public class Main {\nstatic List<Object> trace = new ArrayList<>();\n" + members + "}");
    }
}
