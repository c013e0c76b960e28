package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.testkit.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That the programs here are transformed. */
class AwaitTest {

    @Async
    private static Coroutine<String> later(String value) {
        Await.on(Tasks.sleep(Duration.ofSeconds(1)));
        return Coroutine.of(value);
    }

    @Test
    void a_program_runs_in_virtual_time() {
        VirtualTime.Result<String> run = VirtualTime.run(later("x"));
        assertThat(run.result()).isEqualTo("x");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(1));
    }
}
