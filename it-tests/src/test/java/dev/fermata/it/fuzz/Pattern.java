package dev.fermata.it.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * How each await of a run goes.
 *
 * @param steps a function of how many came before
 * @param fails whether some fail; blocking runs without failures are all the same
 */
record Pattern(String name, boolean fails, IntFunction<Step> steps) {

    enum Step {
        DONE,
        LATER,
        FAILED,
        FAILS_LATER,
        /** The call that gives the awaited thing throws. */
        THROWS;

        boolean fails() {
            return compareTo(FAILED) >= 0;
        }
    }

    /** The patterns under which a program runs, random ones by its seed. */
    static List<Pattern> forSeed(long seed) {
        List<Pattern> patterns = new ArrayList<>(List.of(
                new Pattern("all done", false, n -> Step.DONE),
                new Pattern("all suspend", false, n -> Step.LATER),
                new Pattern("alternating", false, n -> n % 2 == 0 ? Step.LATER : Step.DONE)));
        for (int i = 0; i < 2; i++) {
            patterns.add(random("random " + i, seed * 31 + i, 0));
        }
        for (int i = 0; i < 4; i++) {
            patterns.add(random("with failures " + i, seed * 37 + i, 5 + 8 * i));
        }
        return patterns;
    }

    private static Pattern random(String name, long seed, int percentOfFailures) {
        return new Pattern(name, percentOfFailures > 0, n -> {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + n);
            if (random.nextInt(100) < percentOfFailures) {
                return List.of(Step.FAILED, Step.FAILS_LATER, Step.FAILS_LATER, Step.THROWS)
                        .get(random.nextInt(4));
            }
            return random.nextBoolean() ? Step.LATER : Step.DONE;
        });
    }
}
