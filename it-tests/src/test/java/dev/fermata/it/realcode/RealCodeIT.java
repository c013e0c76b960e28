package dev.fermata.it.realcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Other people's libraries pass their own tests as async code: nearly every method {@linkplain Asyncify suspends} again
 * and again on its way. On the newer JDK with another seed, half of the tests. {@code -Drealcode.full=true} runs all
 * tests, with two seeds, on both JDKs; {@code -Drealcode.seed=N} sets the (first) seed. All that was made and printed is left in {@code target/realcode}.
 */
class RealCodeIT {

    private static final boolean FULL = Boolean.getBoolean("realcode.full");
    private static final long SEED = Long.getLong("realcode.seed", 1);
    private static final Path JDK = Path.of(System.getProperty("java.home"));
    private static final String NEWER_JDK = System.getProperty("jdk25.home", "");

    @ParameterizedTest
    @MethodSource
    void library_passes_its_own_tests_as_async_code(Library library, long seed) throws Exception {
        check(library, JDK, seed, FULL ? Extent.FULL : Extent.FAST);
    }

    static Stream<Object[]> library_passes_its_own_tests_as_async_code() {
        return runs(SEED, SEED + 1).filter(run -> FULL || run[1].equals(SEED));
    }

    @ParameterizedTest
    @MethodSource
    void library_passes_its_own_tests_on_the_newer_jdk(Library library, long seed) throws Exception {
        assumeTrue(!NEWER_JDK.isBlank(), "there is no second JDK");
        check(library, Path.of(NEWER_JDK), seed, FULL ? Extent.FULL : Extent.HALF);
    }

    static Stream<Object[]> library_passes_its_own_tests_on_the_newer_jdk() {
        return runs(FULL ? SEED : SEED + 1);
    }

    private static Stream<Object[]> runs(Long... seeds) {
        return Stream.of(seeds).flatMap(seed -> libraries().stream().map(library -> new Object[] {library, seed}));
    }

    private static List<Library> libraries() {
        return List.of(Library.LANG, Library.COLLECTIONS, Library.CODEC);
    }

    private static void check(Library library, Path jdk, long seed, Extent extent) throws Exception {
        Report report = new Stress(library, jdk, seed, extent).run();
        System.out.println(report);
        assertThat(report.refused()).as("classes that the JVM refused").isEmpty();
        assertThat(report.failures())
                .as("tests that pass on the library as it is")
                .isEmpty();
        assertThat(report.passed()).as("tests that passed").isGreaterThan(extent.least());
    }
}
