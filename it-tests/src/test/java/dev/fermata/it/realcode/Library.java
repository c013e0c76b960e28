package dev.fermata.it.realcode;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody else's library.
 *
 * @param name how the jars begin: {@code NAME.jar} and {@code NAME-tests.jar}
 * @param others the jars that its tests need besides
 * @param slow a pattern for names of test classes, without package, that run in full mode only
 */
record Library(String name, List<String> others, String slow) {

    private static final Path JARS = Path.of("target/realcode/jars");

    static final Library LANG = new Library(
            "commons-lang3",
            List.of("easymock", "hamcrest", "junit-pioneer", "commons-text"),
            "(FastDate|Java15BugFastDate|ExtendedMessageFormat|DurationFormat|StopWatch|LockingVisitors).*");

    static final Library COLLECTIONS = new Library(
            "commons-collections4",
            List.of("easymock", "hamcrest", "commons-lang3", "commons-codec"),
            ".*MultiValuedMapTest|.*Valued.*HashMapTest"
                    + "|DefaultBloomFilterTest|TreeListTest|LRUMapTest|PassiveExpiringMapTest|ReferenceIdentityMapTest");

    static final Library CODEC = new Library(
            "commons-codec",
            List.of("hamcrest", "commons-lang3", "commons-io"),
            ".*PerformanceTest|BeiderMorseEncoderTest");

    Path jar() {
        return JARS.resolve(name + ".jar");
    }

    Path tests() {
        return JARS.resolve(name + "-tests.jar");
    }

    List<Path> classPath() {
        return Stream.concat(Stream.of(tests(), jar()), others.stream().map(other -> JARS.resolve(other + ".jar")))
                .toList();
    }

    /** A pattern for the names of the test classes to run. */
    String pattern(boolean full) {
        return full ? ".*" : "(.*\\.)?(?!(" + slow + ")$)[^.]*";
    }

    @Override
    public String toString() {
        return name;
    }
}
