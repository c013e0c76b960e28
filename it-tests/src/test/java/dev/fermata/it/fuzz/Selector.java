package dev.fermata.it.fuzz;

import java.util.List;

/** What a switch may switch on. */
record Selector(Type type, List<String> constants) {

    private static final List<Selector> ALL = List.of(
            new Selector(Type.INT, List.of("0", "1", "2", "3", "-1", "100000")),
            new Selector(Type.STRING, List.of("\"\"", "\"a\"", "\"bc\"", "\"Aa\"", "\"BB\"")),
            new Selector(Type.COLOUR, List.of("RED", "GREEN", "BLUE")),
            new Selector(Type.CHAR, List.of("'a'", "'z'", "'k'", "1")),
            new Selector(Type.INTEGER, List.of("0", "7", "12")));

    static Selector any(Dice dice) {
        return dice.pick(ALL);
    }

    /** The labels of one to three cases. */
    List<String> labels(Dice dice) {
        int first = 1 + dice.below(2);
        String together = String.join(", ", constants.subList(0, first));
        return dice.chance(50) ? List.of(together) : List.of(together, constants.get(first));
    }
}
