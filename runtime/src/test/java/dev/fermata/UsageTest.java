package dev.fermata;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users write has to compile without casts; none of it is transformed here. */
class UsageTest {

    private static Coroutine<Integer> size(String text) {
        return Coroutine.of(text.length());
    }

    @SuppressWarnings("unused")
    private static int natural() {
        List<Coroutine<Integer>> coroutines = List.of(size("a"));
        List<Integer> sizes = Await.on(Tasks.gather(coroutines));
        var streamed = Await.on(Tasks.gather(Stream.of("a").map(UsageTest::size).toList()));
        int sum = streamed.stream().mapToInt(Integer::intValue).sum();
        var both = Await.on(Tasks.gather(size("a"), Tasks.start(size("b"))));
        Await.on(Tasks.sleep(Duration.ofSeconds(1)));
        Await.on(Tasks.yieldNow());
        int timed = Await.on(Tasks.withTimeout(Duration.ofSeconds(1), size("a")));
        String read = Await.on(Tasks.toThread(() -> "x"));
        int future = Await.on(CompletableFuture.completedFuture(1));
        int task = Await.on(Tasks.start("name", size("a")));
        int total = Fermata.run(size("a"));
        return sum + timed + future + task + total + both.size() + read.length() + sizes.size();
    }

    @Test
    void awaiting_in_code_that_was_not_transformed_throws() {
        assertThatExceptionOfType(NotInstrumentedException.class)
                .isThrownBy(() -> Await.on(size("a")))
                .withMessageContaining("UsageTest.java");
    }
}
