package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods with very many suspension points. */
class ManyAwaitsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 150, 1000})
    void a_method_with_many_awaits_works(int count) throws Exception {
        String awaits = IntStream.range(0, count)
                .mapToObj(i -> "sum += Await.on(later(i)); i++;\n")
                .collect(Collectors.joining());
        assertThat(Program.run("""
                        public class Main {
                            @Async static Coroutine<Integer> later(int i) {
                                Await.on(Tasks.yieldNow());
                                return Coroutine.of(i);
                            }
                            @Async public static Coroutine<Integer> run() {
                                int sum = 0;
                                int i = 0;
                                %s
                                return Coroutine.of(sum);
                            }
                        }
                        """.formatted(awaits)))
                .isEqualTo(IntStream.range(0, count).sum());
    }
}
