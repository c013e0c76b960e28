package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares the list of cases in {@code docs/cases} with the ids that the tests of all modules name. */
class CasesIT {

    private static final Path ROOT = Path.of("..");
    private static final Pattern ANNOTATION = Pattern.compile("@Case\\s*\\(([^)]*)\\)");
    private static final Pattern ID = Pattern.compile("\"([BY]\\d+)\\\\?\"");
    private static final Pattern LINE = Pattern.compile("(?m)^- \\[([x ])\\] ([BY]\\d+): \\S");

    private static final Set<String> listed = new LinkedHashSet<>();
    private static final Set<String> ticked = new LinkedHashSet<>();
    private static final Set<String> used = new TreeSet<>();

    @BeforeAll
    static void read() throws IOException {
        for (Path list : FixtureClasses.files(ROOT.resolve("docs/cases"), ".md")) {
            matches(LINE, Files.readString(list)).forEach(line -> {
                assertThat(listed.add(line.group(2))).as(line.group(2)).isTrue();
                if (line.group(1).equals("x")) {
                    ticked.add(line.group(2));
                }
            });
        }
        for (Path source : sources()) {
            for (MatchResult annotation : matches(ANNOTATION, Files.readString(source))) {
                matches(ID, annotation.group(1)).forEach(id -> used.add(id.group(1)));
            }
        }
    }

    @Test
    void every_case_that_is_ticked_has_a_test() {
        System.out.println("Cases without a test: " + without(listed, used));
        assertThat(without(ticked, used)).isEmpty();
    }

    @Test
    void every_case_that_a_test_names_is_listed_and_ticked() {
        System.out.println("Cases that are not in the list: " + without(used, listed));
        assertThat(without(used, ticked)).isEmpty();
    }

    @Test
    void the_lists_are_in_order_and_complete() {
        List<String> expected = Stream.concat(
                        IntStream.rangeClosed(1, 95).mapToObj(number -> "B" + number),
                        IntStream.rangeClosed(1, 15).mapToObj(number -> "Y" + number))
                .toList();
        assertThat(listed).containsExactlyElementsOf(expected);
    }

    /** The test kit's tests name the cases of the runtime, among which there are a B1 to B5, too. */
    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.filter(module -> !module.endsWith("testkit"))
                    .map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(directory -> FixtureClasses.files(directory, ".java").stream())
                    .toList();
        }
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        return all.stream().filter(id -> !some.contains(id)).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
