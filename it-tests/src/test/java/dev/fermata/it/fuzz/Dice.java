package dev.fermata.it.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** All chance of one program, and its names, which are unique. */
final class Dice {

    private final SplittableRandom random;
    private int names;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return below(100) < percent;
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    String name(String prefix) {
        return prefix + names++;
    }

    int number() {
        return names++;
    }
}
