package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Stmt.Part;
import java.util.List;
import java.util.function.Function;

/** The catch clauses of a try statement. */
final class Catches {

    /** Special ones first, so that none is shadowed. */
    private static final List<String> CLAUSES = List.of(
            "ArithmeticException",
            "IndexOutOfBoundsException | NullPointerException | ClassCastException",
            "World.Oops | World.Checked",
            "RuntimeException",
            "Exception",
            "World.Fault",
            "Throwable");

    private Catches() {}

    /** Adds none to three clauses; true if there are none. */
    static boolean addTo(List<Part> parts, Dice dice, Function<String, Part> handler) {
        int before = parts.size();
        for (String clause : CLAUSES) {
            boolean general = clause.equals("Exception") || clause.equals("Throwable");
            if (parts.size() - before < 3 && dice.chance(general ? 40 : 20)) {
                parts.add(handler.apply(clause));
            }
        }
        return parts.size() == before;
    }
}
