package dev.fermata.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private final Map<String, Figures> results = new HashMap<>();

    @Test
    void figures_survive_their_line() {
        Figures figures = Figures.of(Map.of("time", 1.5, "bytes", 24.0));
        Figures.parse(figures.toLine("ours"), results);
        assertThat(results).containsEntry("ours", figures);
    }

    @Test
    void the_reason_for_missing_figures_survives_its_line() {
        Figures figures = Figures.missing("needs JDK 21");
        Figures.parse(figures.toLine("vt"), results);
        assertThat(results).containsEntry("vt", figures);
    }

    @Test
    void other_lines_are_ignored() {
        Figures.parse("WARNING: a terminally deprecated method", results);
        assertThat(results).isEmpty();
    }

    @Test
    void of_several_jvms_the_lower_figures_count() {
        Figures better = Measurement.better(
                Figures.of(Map.of("time", 1.0, "bytes", 25.0)), Figures.of(Map.of("time", 2.0, "bytes", 24.0)));
        assertThat(better).isEqualTo(Figures.of(Map.of("time", 1.0, "bytes", 24.0)));
    }

    @Test
    void figures_of_one_jvm_are_better_than_none() {
        Figures some = Figures.of(Map.of("time", 1.0));
        assertThat(Measurement.better(some, Figures.missing("x"))).isEqualTo(some);
        assertThat(Measurement.better(Figures.missing("x"), some)).isEqualTo(some);
    }
}
