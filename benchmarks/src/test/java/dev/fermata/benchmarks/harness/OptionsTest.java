package dev.fermata.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.benchmarks.Catalogue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static List<String> chosen(String... arguments) {
        return Options.parse(arguments).chosen(Catalogue.workloads()).stream()
                .map(Workload::id)
                .toList();
    }

    @Test
    void options_and_workloads_may_be_mixed() {
        Options options = Options.parse("W1a", "--quick", "--json", "x.json", "W4", "--check");
        assertThat(options.quick()).isTrue();
        assertThat(options.check()).isTrue();
        assertThat(options.json()).isEqualTo(Path.of("x.json"));
        assertThat(options.workloads()).containsExactly("W1a", "W4");
    }

    @Test
    void all_workloads_are_chosen_unless_some_are_named() {
        assertThat(chosen()).hasSameSizeAs(Catalogue.workloads());
    }

    @Test
    void a_name_stands_for_all_that_begin_with_it() {
        assertThat(chosen("W3a")).containsExactly("W3a.1", "W3a.10", "W3a.100");
        assertThat(chosen("W3")).hasSize(5);
    }

    @Test
    void a_name_does_not_stand_for_a_larger_number() {
        assertThat(chosen("W3a.1")).containsExactly("W3a.1");
    }

    @Test
    void an_unknown_workload_is_refused() {
        assertThatThrownBy(() -> chosen("W99")).hasMessageContaining("W99").hasMessageContaining("W2b");
    }

    @Test
    void an_unknown_option_is_refused() {
        assertThatThrownBy(() -> Options.parse("--fast")).hasMessageContaining("--fast");
    }

    @Test
    void an_option_without_its_value_is_refused() {
        assertThatThrownBy(() -> Options.parse("--json")).hasMessageContaining("--json");
    }
}
