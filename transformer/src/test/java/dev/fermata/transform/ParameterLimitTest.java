package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods whose parameters take nearly all of the 255 slots that a call may have (JVMS 4.3.3). */
class ParameterLimitTest {

    private static final String PROGRAM = """
            public class Main {
                @Async %1$s Coroutine<Integer> wide(%2$s) {
                    int sum = Await.on(Coroutine.of(1));
                    Await.on(Tasks.yieldNow());
                    return Coroutine.of(sum + p0 + p%3$d);
                }
                @Async %1$s java.util.concurrent.CompletableFuture<Integer> hot(%2$s) {
                    Await.on(Tasks.yieldNow());
                    return java.util.concurrent.CompletableFuture.completedFuture(p0 + p%3$d);
                }
                @Async public static Coroutine<Integer> run() {
                    return Coroutine.of(Await.on(%5$swide(%4$s)) + Await.on(%5$shot(%4$s)));
                }
            }
            """;

    /** A program with methods that have {@code parameters} of type int. */
    private static String program(boolean isStatic, int parameters) {
        return PROGRAM.formatted(
                isStatic ? "static" : "",
                IntStream.range(0, parameters).mapToObj(i -> "int p" + i).collect(Collectors.joining(", ")),
                parameters - 1,
                IntStream.range(0, parameters).mapToObj(Integer::toString).collect(Collectors.joining(", ")),
                isStatic ? "" : "new Main().");
    }

    @ParameterizedTest
    @ValueSource(ints = {251, 252, 253})
    void an_instance_method_with_less_than_the_most_runs(int parameters) throws Exception {
        assertThat(Program.run(program(false, parameters))).isEqualTo(2 * parameters - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {252, 253, 254})
    void a_static_method_with_less_than_the_most_runs(int parameters) throws Exception {
        assertThat(Program.run(program(true, parameters))).isEqualTo(2 * parameters - 1);
    }

    @Test
    void one_with_the_most_is_refused_at_its_line() {
        assertThat(Expectations.diagnostics(program(true, 255)))
                .allSatisfy(diagnostic -> assertThat(diagnostic.code()).isEqualTo(DiagnosticCode.TOO_MANY_PARAMETERS))
                .extracting(diagnostic -> diagnostic.location().method())
                .containsExactly("wide", "hot");
        assertThat(Expectations.diagnostics(program(false, 254)).get(0).toString())
                .startsWith("Main.java:3: error: [too-many-parameters] the parameters of method wide take 255 slots");
    }
}
