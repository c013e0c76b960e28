package dev.fermata.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetTest {

    private static Map<String, Figures> results(double time, double bytes) {
        return Map.of(
                "ours", Figures.of(Map.of("time", time, "bytes", bytes)),
                "plain", Figures.of(Map.of("time", 1.0, "bytes", 0.0)),
                "limit", Figures.of(Map.of("time", 10.0, "bytes", 24.0)));
    }

    @Test
    void a_bound_relates_ours_to_the_reference() {
        assertThat(Bound.parse("time <= 1.5 limit").ratio(results(12, 24))).isCloseTo(1.2, within(1e-9));
    }

    @Test
    void a_time_up_to_the_bound_reaches_the_target() {
        assertThat(Target.parse("time <= 1.5 limit").isReached(results(15, 24))).isTrue();
    }

    @Test
    void a_time_beyond_the_bound_misses_the_target() {
        assertThat(Target.parse("time <= 1.5 limit").isReached(results(15.1, 24)))
                .isFalse();
    }

    @Test
    void a_time_may_lie_15_percent_beyond_the_bound_before_the_check_fails() {
        assertThat(Target.parse("time <= 1.5 limit").isNearlyReached(results(17.2, 24)))
                .isTrue();
    }

    @Test
    void a_time_more_than_15_percent_beyond_the_bound_fails_the_check() {
        assertThat(Target.parse("time <= 1.5 limit").isNearlyReached(results(17.3, 24)))
                .isFalse();
    }

    @Test
    void bytes_have_no_tolerance() {
        assertThat(Target.parse("bytes <= 24").isNearlyReached(results(1, 25))).isFalse();
    }

    @Test
    void zero_bytes_may_be_asked_for() {
        assertThat(Target.parse("bytes <= 0").isReached(results(1, 0.01))).isTrue();
    }

    @Test
    void all_bounds_of_an_alternative_must_hold() {
        assertThat(Target.parse("time <= 1.5 limit, bytes <= 24").isReached(results(1, 32)))
                .isFalse();
    }

    @Test
    void one_alternative_is_enough() {
        assertThat(Target.parse("time <= 1.2 plain, bytes <= 1 plain | time <= 1.0 limit")
                        .isReached(results(9, 48)))
                .isTrue();
    }

    @Test
    void a_lower_bound_has_its_tolerance_below() {
        Map<String, Figures> results = Map.of("ours", Figures.of(Map.of("rate", 86.0)));
        assertThat(Target.parse("rate >= 100").isReached(results)).isFalse();
        assertThat(Target.parse("rate >= 100").isNearlyReached(results)).isTrue();
    }

    @Test
    void a_missing_figure_of_ours_misses_the_target() {
        assertThat(Target.parse("time <= 1.5 limit").isNearlyReached(Map.of("ours", Figures.missing("crashed"))))
                .isFalse();
    }

    @Test
    void a_missing_reference_misses_the_target() {
        assertThat(Target.parse("time <= 1.5 other").isNearlyReached(results(1, 0)))
                .isFalse();
    }

    @Test
    void no_target_is_always_reached() {
        assertThat(Target.NONE.isReached(Map.of())).isTrue();
    }

    @Test
    void where_a_target_is_impossible_what_was_reached_must_hold() {
        Target target = Target.parse("time <= 1.1 limit, bytes <= 24; reached time <= 2 limit, bytes <= 24");
        assertThat(target.isBehind(results(22, 24))).isTrue();
        assertThat(target.isBehind(results(23.1, 24))).as("too slow").isFalse();
        assertThat(target.isBehind(results(22, 32))).as("too many bytes").isFalse();
        assertThat(target.isReached(results(22, 24))).isFalse();
    }

    @Test
    void a_target_that_is_reached_is_not_behind() {
        assertThat(Target.parse("time <= 1.5 limit; reached time <= 2 limit").isBehind(results(15, 24)))
                .isFalse();
    }

    @Test
    void what_is_no_bound_is_refused() {
        assertThatThrownBy(() -> Bound.parse("time < 3")).isInstanceOf(IllegalArgumentException.class);
    }
}
