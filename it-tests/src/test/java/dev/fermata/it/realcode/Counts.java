package dev.fermata.it.realcode;

/** How much of a library was turned into async code. */
record Counts(int classes, int methods, int points, int tailCalls, int tooLarge) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    Counts plus(Counts other) {
        return new Counts(
                classes + other.classes,
                methods + other.methods,
                points + other.points,
                tailCalls + other.tailCalls,
                tooLarge + other.tooLarge);
    }
}
