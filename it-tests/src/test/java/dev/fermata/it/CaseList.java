package dev.fermata.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lists of cases in {@code docs/cases}, and the modules whose tests name its ids: an id may stand for several things. */
enum CaseList {
    /** What the transformer has to get right. */
    BYTECODE(
            List.of("bytecode.md", "generators.md"),
            "[BY]\\d+",
            List.of("transformer", "maven-plugin", "javaagent", "it-tests")),

    /** What the runtime has to do. */
    RUNTIME(List.of("runtime.md"), "[A-Z]+\\d+", List.of("runtime", "testkit")),

    /** What the programs in the examples have to print. */
    PROGRAMS(List.of("programs.md"), "P\\d+", List.of("examples", "it-tests"));

    private static final Pattern ANNOTATION = Pattern.compile("@Case\\s*\\(([^)]*)\\)");

    private final List<String> files;
    private final String id;
    private final List<String> modules;

    CaseList(List<String> files, String id, List<String> modules) {
        this.files = files;
        this.id = id;
        this.modules = modules;
    }

    /** The ids of the list, in its order, one that is listed twice twice. */
    List<String> listed() {
        return lines("[x ]");
    }

    /** The ids that other lists have and this one has not: tests of its modules may name them. */
    Set<String> listedElsewhereOnly() {
        Set<String> elsewhere = new TreeSet<>();
        for (CaseList other : values()) {
            elsewhere.addAll(other.listed());
        }
        return without(elsewhere, Set.copyOf(listed()));
    }

    /** Those that are said to have a test. */
    Set<String> ticked() {
        return new LinkedHashSet<>(lines("x"));
    }

    private List<String> lines(String tick) {
        List<String> ids = new ArrayList<>();
        for (String file : files) {
            String text = read(Path.of("..", "docs", "cases", file));
            matches("(?m)^- \\[" + tick + "] (" + id + "): \\S", text).forEach(line -> ids.add(line.group(1)));
        }
        return ids;
    }

    /** Those that tests name. */
    Set<String> used() {
        Set<String> used = new TreeSet<>();
        for (Path source : sources()) {
            for (MatchResult annotation :
                    ANNOTATION.matcher(read(source)).results().toList()) {
                matches("\"(" + id + ")\\\\?\"", annotation.group(1)).forEach(match -> used.add(match.group(1)));
            }
        }
        return used;
    }

    private List<Path> sources() {
        return modules.stream()
                .map(module -> Path.of("..", module, "src"))
                .filter(Files::isDirectory)
                .flatMap(directory -> FixtureClasses.files(directory, ".java").stream())
                .toList();
    }

    /** The ids in {@code all} that are not in {@code some}. */
    static Set<String> without(Iterable<String> all, Set<String> some) {
        Set<String> left = new LinkedHashSet<>();
        all.forEach(left::add);
        left.removeAll(some);
        return left;
    }

    private static Stream<MatchResult> matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results();
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return modules.stream().collect(Collectors.joining(", ", String.join(", ", files) + " (", ")"));
    }
}
