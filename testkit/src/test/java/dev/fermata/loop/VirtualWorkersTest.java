package dev.fermata.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@Timeout(120)
class VirtualWorkersTest {

    @Test
    @EnabledIfSystemProperty(named = "jdk25.home", matches = ".*\\S.*", disabledReason = "there is no second JDK")
    void each_piece_of_blocking_work_has_a_virtual_thread_where_there_are_any() throws Exception {
        Process process = new ProcessBuilder(
                        OtherJvm.command(System.getProperty("jdk25.home"), List.of(), VirtualWorkers.class))
                .redirectErrorStream(true)
                .start();
        try (var output = process.inputReader(UTF_8)) {
            assertThat(output.lines()).containsExactly("1000, back: true");
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
