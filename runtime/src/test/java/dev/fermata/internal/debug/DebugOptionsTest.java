package dev.fermata.internal.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fermata.Case;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DebugOptionsTest {

    private static DebugOptions options(Map<String, String> properties, Map<String, String> environment) {
        return DebugOptions.of(properties::get, environment::get);
    }

    @Test
    @Case("DG15")
    void debug_mode_is_off_unless_something_asks_for_it() {
        assertThat(options(Map.of(), Map.of()).debug()).isFalse();
    }

    @Test
    @Case("DG15")
    void a_system_property_or_an_environment_variable_switches_debug_mode_on() {
        assertThat(options(Map.of("fermata.debug", ""), Map.of()).debug()).isTrue();
        assertThat(options(Map.of("fermata.debug", "true"), Map.of()).debug()).isTrue();
        assertThat(options(Map.of(), Map.of("FERMATA_DEBUG", "1")).debug()).isTrue();
    }

    @Test
    @Case("DG15")
    void it_can_say_no_and_the_property_wins() {
        assertThat(options(Map.of(), Map.of("FERMATA_DEBUG", "0")).debug()).isFalse();
        assertThat(options(Map.of("fermata.debug", "False"), Map.of("FERMATA_DEBUG", "1"))
                        .debug())
                .isFalse();
    }

    @Test
    void the_watchdog_waits_a_second_unless_told_otherwise() {
        assertThat(options(Map.of(), Map.of()).watchdog()).hasSeconds(1);
        assertThat(options(Map.of("fermata.watchdog", "250"), Map.of()).watchdog())
                .hasMillis(250);
        assertThat(options(Map.of("fermata.watchdog", "0"), Map.of()).watchdog())
                .isZero();
    }

    @Test
    void a_watchdog_that_is_no_number_is_an_error() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(Map.of("fermata.watchdog", "often"), Map.of()))
                .withMessageContaining("often");
    }
}
