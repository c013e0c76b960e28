package dev.fermata.it.fuzz;

import java.util.List;

/** An expression whose static type is exactly {@link #type}; each # in a template stands for the next operand. */
sealed interface Expr {

    Type type();

    /** Whatever looks the same in both forms of the program. */
    record Op(Type type, String template, List<Expr> operands) implements Expr {}

    /** {@code Await.on(world.at(site, value))}. */
    record Await(Type type, int site, Awaited awaited, Expr value) implements Expr {}

    /** A call of a generated method or lambda, awaited at once, perhaps as a task of its own. */
    record Call(Type type, boolean started, String template, List<Expr> operands) implements Expr {}

    /** A switch expression; with arrows, or in the old form with colons. */
    record Choose(Type type, boolean arrows, Expr selector, List<Arm> arms) implements Expr {}

    /** One case of a switch expression: the statements come before the value; the label may have a guard. */
    record Arm(Stmt.Line label, List<Stmt> body, Expr value) {}

    /** Which overload of {@code Await.on} it is. */
    enum Awaited {
        AWAITABLE,
        STAGE,
        AWAITABLE_WITH_EXCEPTION,
        STAGE_WITH_EXCEPTION
    }

    static Expr text(Type type, String text) {
        return new Op(type, text, List.of());
    }
}
