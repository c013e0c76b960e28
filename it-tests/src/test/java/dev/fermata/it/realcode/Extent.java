package dev.fermata.it.realcode;

import java.util.List;

/** How many of a library's tests run. */
enum Extent {
    /** About half of the classes of the faster ones; the seed says which. */
    HALF,

    /** All but the slow ones. */
    FAST,

    /** All, with a run on the library as it is to compare with. */
    FULL;

    /** The arguments with which {@link TestRun} runs these tests. */
    List<String> selection(Library library, long seed) {
        return List.of(
                "classes",
                library.tests().toString(),
                library.pattern(this == FULL),
                this == HALF ? "2" : "1",
                Long.toString(seed));
    }

    /** How many tests pass at least. */
    int least() {
        return this == HALF ? 300 : 1000;
    }
}
