package dev.fermata.it.fuzz;

/** Which Java the programs are written in. */
enum Dialect {
    JAVA_17,

    /** With patterns of records, guards, unnamed variables, and statements before {@code super(...)}. */
    JAVA_25;

    /** The newest that this JVM's compiler knows. */
    static Dialect newest() {
        return Runtime.version().feature() >= 25 ? JAVA_25 : JAVA_17;
    }

    /** Whether a variable that nothing reads gets no name, now and then. */
    boolean leavesUnnamed(Dice dice) {
        return this == JAVA_25 && dice.chance(20);
    }
}
