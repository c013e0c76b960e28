package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the lists of cases in {@code docs/cases} with the ids that the tests name. */
class CasesIT {

    @ParameterizedTest
    @EnumSource
    void every_case_that_is_ticked_has_a_test(CaseList list) {
        System.out.println("Cases of " + list + " without a test: " + CaseList.without(list.listed(), list.used()));
        assertThat(CaseList.without(list.ticked(), list.used())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_case_that_a_test_names_is_listed_and_ticked(CaseList list) {
        Set<String> own = CaseList.without(list.used(), list.listedElsewhereOnly());
        assertThat(CaseList.without(own, Set.copyOf(list.listed())))
                .as("not listed")
                .isEmpty();
        assertThat(CaseList.without(own, list.ticked())).as("to be ticked").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_case_is_listed_once(CaseList list) {
        assertThat(list.listed()).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void the_list_of_the_bytecode_is_in_order_and_complete() {
        List<String> expected = Stream.concat(
                        IntStream.rangeClosed(1, 95).mapToObj(number -> "B" + number),
                        IntStream.rangeClosed(1, 15).mapToObj(number -> "Y" + number))
                .toList();
        assertThat(CaseList.BYTECODE.listed()).containsExactlyElementsOf(expected);
    }
}
