package dev.fermata.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTest {

    private final Map<String, Figures> figures = new LinkedHashMap<>();

    ResultTest() {
        figures.put("ours", Figures.of(Map.of("time", 8.125, "median", 9.0, "bytes", 24.0)));
        figures.put("limit", Figures.of(Map.of("time", 6.5, "median", 6.6, "bytes", 24.0)));
        figures.put("kotlinx", Figures.of(Map.of("time", 48.9, "median", 50.0, "bytes", 192.0)));
        figures.put("vt", Figures.missing("needs JDK 21"));
    }

    private Result result(String target) {
        return new Result("W2b", figures, Target.parse(target));
    }

    @Test
    void a_line_has_ours_the_reference_the_ratio_the_peers_and_the_verdict() {
        assertThat(result("time <= 1.5 limit, bytes <= 24").toLine())
                .isEqualTo("W2b ours=8.13ns/24B limit=6.5ns/24B ratio=1.25 target=1.5 kotlinx=48.9"
                        + " vt=n/a(needs JDK 21) ok");
    }

    @Test
    void a_line_names_a_further_bound_that_is_missed() {
        assertThat(result("time <= 1.5 limit, bytes <= 16").toLine())
                .contains(" ratio=1.25 target=1.5 target=bytes<=16.0 ")
                .endsWith(" MISS");
    }

    @Test
    void a_miss_within_the_tolerance_is_near() {
        assertThat(result("time <= 1.2 limit").toLine()).endsWith(" near");
    }

    @Test
    void a_miss_of_an_impossible_target_is_behind_and_passes_the_check() {
        Result behind = result("time <= 1 limit; reached time <= 1.3 limit");
        assertThat(behind.toLine()).contains(" target=1 reached=1.3xlimit ").endsWith(" behind");
        assertThat(behind.passesCheck()).isTrue();
    }

    @Test
    void a_miss_of_what_was_reached_fails_the_check() {
        Result missed = result("time <= 0.5 limit; reached time <= 1 limit");
        assertThat(missed.toLine()).endsWith(" MISS");
        assertThat(missed.passesCheck()).isFalse();
    }

    @Test
    void a_workload_without_a_target_has_no_verdict() {
        assertThat(new Result("W2b", figures, Target.NONE).toLine()).endsWith(" -");
    }

    @Test
    void numbers_have_three_digits_at_most_behind_which_nothing_is_lost() {
        assertThat(Result.number(1234.5)).isEqualTo("1235");
        assertThat(Result.number(12.34)).isEqualTo("12.3");
        assertThat(Result.number(1.2)).isEqualTo("1.2");
        assertThat(Result.number(100)).isEqualTo("100");
        assertThat(Result.number(0)).isEqualTo("0");
    }

    @Test
    void json_has_all_figures() {
        assertThat(Json.of("17", java.util.List.of(result("time <= 1.5 limit"))))
                .contains("\"workload\": \"W2b\"", "\"kotlinx\": {\"bytes\": 192.0, \"median\": 50.0, \"time\": 48.9}")
                .contains("\"vt\": {\"missing\": \"needs JDK 21\"}", "\"ratio\": 1.25", "\"verdict\": \"ok\"");
    }
}
