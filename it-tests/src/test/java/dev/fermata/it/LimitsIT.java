package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Depth, memory and code size: see {@code src/limits}. */
class LimitsIT {

    private static final Path SOURCE = Path.of("src/limits/java/dev/fermata/limits/Limits.java");

    private static Path classes;

    @BeforeAll
    static void build() {
        Path plain = FixtureClasses.javac(ForkedJvm.jdk(), 17, List.of(SOURCE), "limits-plain", List.of(), "-g");
        classes = FixtureClasses.transform(plain, "limits");
    }

    static Stream<Path> jdks() {
        return Stream.of(Optional.of(ForkedJvm.jdk()), ForkedJvm.newerJdk()).flatMap(Optional::stream);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void depth_takes_no_stack_and_tail_calls_take_no_memory(Path jdk) {
        ForkedJvm.Result result = ForkedJvm.run(
                ForkedJvm.java(
                        jdk,
                        List.of("-Xss512k", "-Xmx256m"),
                        List.of(classes, FixtureClasses.runtime()),
                        "dev.fermata.limits.Limits",
                        List.of()),
                "limits-" + ForkedJvm.feature(jdk));
        assertThat(result.errors()).isEmpty();
        assertThat(result.lines())
                .containsExactly(
                        "completed recursion: 1000000",
                        "suspended recursion: 1000000",
                        "mutual tail recursion: done",
                        "tail-recursive generator: 500000500000",
                        "tail-recursive stream: 500000500000",
                        "bytes for an await of something done: 0");
    }
}
