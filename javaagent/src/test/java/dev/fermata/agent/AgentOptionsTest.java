package dev.fermata.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentOptionsTest {

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = " ")
    void without_options_every_class_is_selected(String arguments) {
        AgentOptions options = AgentOptions.parse(arguments);

        assertThat(options.selects("com.acme.Fetch$1")).isTrue();
        assertThat(options.dump()).isNull();
        assertThat(options.verbose()).isFalse();
        assertThat(options.warnings()).isFalse();
    }

    @Test
    void include_selects_what_matches_one_of_its_globs() {
        AgentOptions options = AgentOptions.parse("include=com.acme.*;org.Main");

        assertThat(options.selects("com.acme.Fetch")).isTrue();
        assertThat(options.selects("com.acme.deep.Fetch$Inner")).isTrue();
        assertThat(options.selects("org.Main")).isTrue();
        assertThat(options.selects("org.Main2")).isFalse();
        assertThat(options.selects("com.acmeXFetch")).isFalse();
    }

    @Test
    void exclude_wins_over_include() {
        AgentOptions options = AgentOptions.parse("exclude=com.acme.Old*,include=com.acme.*");

        assertThat(options.selects("com.acme.New")).isTrue();
        assertThat(options.selects("com.acme.OldFetch")).isFalse();
    }

    @Test
    void a_question_mark_stands_for_one_character() {
        AgentOptions options = AgentOptions.parse("include=a.V?");

        assertThat(options.selects("a.V1")).isTrue();
        assertThat(options.selects("a.V")).isFalse();
        assertThat(options.selects("a.V12")).isFalse();
    }

    @Test
    void a_dollar_sign_is_an_ordinary_character() {
        AgentOptions options = AgentOptions.parse("include=a.Outer$Inner");

        assertThat(options.selects("a.Outer$Inner")).isTrue();
        assertThat(options.selects("a.Outer")).isFalse();
    }

    @Test
    void dump_is_a_folder() {
        assertThat(AgentOptions.parse("dump=classes/seen").dump())
                .isEqualTo(Path.of("classes", "seen").toAbsolutePath());
    }

    @Test
    void a_folder_name_may_contain_an_equals_sign() {
        assertThat(AgentOptions.parse("dump=a=b").dump())
                .isEqualTo(Path.of("a=b").toAbsolutePath());
    }

    @Test
    void verbose_is_a_flag() {
        assertThat(AgentOptions.parse("verbose").verbose()).isTrue();
        assertThat(AgentOptions.parse("verbose=true").verbose()).isTrue();
        assertThat(AgentOptions.parse("verbose=false").verbose()).isFalse();
    }

    @Test
    void warnings_is_a_flag() {
        assertThat(AgentOptions.parse("warnings").warnings()).isTrue();
        assertThat(AgentOptions.parse("warnings=true,verbose").warnings()).isTrue();
        assertThat(AgentOptions.parse("warnings=false").warnings()).isFalse();
    }

    @Test
    void options_may_be_combined_in_any_order() {
        AgentOptions options = AgentOptions.parse("verbose, dump=d ,include=a.*");

        assertThat(options.verbose()).isTrue();
        assertThat(options.dump()).isEqualTo(Path.of("d").toAbsolutePath());
        assertThat(options.selects("b.C")).isFalse();
    }

    @Test
    void an_unknown_option_is_an_error_that_lists_the_valid_ones() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgentOptions.parse("verbose,includes=a.*"))
                .withMessageContaining("'includes'")
                .withMessageContainingAll("include=", "exclude=", "dump=", "verbose", "warnings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"include", "include=", "exclude", "exclude=", "dump", "dump="})
    void an_option_without_its_value_is_an_error(String arguments) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgentOptions.parse(arguments))
                .withMessageContaining("needs a value");
    }

    @Test
    void an_option_left_empty_is_an_error() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgentOptions.parse("verbose,"))
                .withMessageContaining("unknown option ''");
    }

    @Test
    void a_flag_takes_nothing_but_true_or_false() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgentOptions.parse("verbose=loud"))
                .withMessageContaining("'loud'");
    }
}
