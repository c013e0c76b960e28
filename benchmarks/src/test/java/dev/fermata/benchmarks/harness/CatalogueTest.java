package dev.fermata.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.benchmarks.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private final List<Workload> workloads = Catalogue.workloads();

    @Test
    void ours_comes_first_in_each_workload() {
        assertThat(workloads)
                .allSatisfy(workload ->
                        assertThat(workload.implementations().get(0).name()).isEqualTo("ours"));
    }

    @Test
    void the_references_of_each_target_are_measured() {
        Targets targets = Targets.load();
        assertThat(workloads)
                .allSatisfy(workload -> assertThat(names(workload))
                        .containsAll(targets.of(workload.id()).alternatives().stream()
                                .flatMap(List::stream)
                                .map(Bound::reference)
                                .filter(reference -> !reference.isEmpty())
                                .toList()));
    }

    private static List<String> names(Workload workload) {
        return workload.implementations().stream().map(Implementation::name).toList();
    }

    /** None may be optimised away, fail or hang. */
    @Test
    void all_implementations_compute_something() throws Throwable {
        for (String id : List.of("W2a", "W2b", "W3a.10", "W3b.10", "W4", "W4.8")) {
            Workload workload = Catalogue.workload(id);
            for (Implementation implementation : workload.implementations()) {
                if (Runtime.version().feature() >= implementation.jdk()) {
                    assertThat(implementation.body().run(21_000))
                            .as("%s %s", id, implementation.name())
                            .isPositive();
                }
            }
        }
    }

    @Test
    void all_implementations_of_calls_compute_the_same() throws Throwable {
        for (String id : List.of("W1a", "W1b", "W1c")) {
            Workload workload = Catalogue.workload(id);
            long expected = workload.implementations().get(0).body().run(21_891);
            for (Implementation implementation : workload.implementations()) {
                if (Runtime.version().feature() >= implementation.jdk()) {
                    assertThat(implementation.body().run(21_891))
                            .as("%s %s", id, implementation.name())
                            .isEqualTo(expected);
                }
            }
        }
    }

    /** A floor that did less would be none. */
    @Test
    void the_careful_core_computes_what_ours_does() throws Throwable {
        for (Workload workload : workloads) {
            for (Implementation implementation : workload.implementations()) {
                if (implementation.name().equals("careful")) {
                    assertThat(implementation.body().run(21_000))
                            .as(workload.id())
                            .isEqualTo(workload.implementations().get(0).body().run(21_000));
                }
            }
        }
    }
}
