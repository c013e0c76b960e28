package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Class files of every release that the compiler at hand can write. */
class ReleasesTest {

    private static final String SOURCE = """
            public class Releases {
                interface Shape {
                    @Async default Coroutine<String> name(long n) {
                        Await.on(Tasks.yieldNow());
                        return Coroutine.of(getClass().getSimpleName() + n);
                    }
                    @Async static CompletableFuture<String> hot(String s) {
                        Await.on(Tasks.yieldNow());
                        return CompletableFuture.completedFuture(s + "!");
                    }
                }
                static class Square implements Shape {}
                @Async private Coroutine<String> hidden() {
                    Callable<Coroutine<String>> lambda = () -> {
                        Await.on(Tasks.yieldNow());
                        return Coroutine.of("lambda");
                    };
                    try {
                        return Coroutine.of(Await.on(lambda.call()) + Await.on(new Square().name(7L)));
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }
                public static Coroutine<String> run() {
                    return new Caller().run();
                }
                static class Caller {
                    @Async Coroutine<String> run() {
                        return Coroutine.of(Await.on(new Releases().hidden()) + Await.on(Shape.hot("?")));
                    }
                }
            }
            """;

    @ParameterizedTest
    @MethodSource("releases")
    void a_program_runs(int release) throws Exception {
        Map<String, byte[]> classes =
                Compilation.of(SOURCE, "-g", "-Xlint:-options", "--release", Integer.toString(release));
        Coroutine<?> run = (Coroutine<?>)
                Transformed.load(classes, "Releases").getMethod("run").invoke(null);
        assertThat(Fermata.run(run)).isEqualTo("lambdaSquare7?!");
    }

    static List<Integer> releases() {
        return IntStream.of(8, 9, 11, 16, 17, 21, 25)
                .filter(release -> release <= Runtime.version().feature())
                .boxed()
                .toList();
    }
}
