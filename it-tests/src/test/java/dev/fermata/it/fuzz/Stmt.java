package dev.fermata.it.fuzz;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A statement; each # in a template stands for the next operand. */
sealed interface Stmt {

    Pattern ABRUPT = Pattern.compile("throw|break|continue|yield");

    /** A statement without statements in it. */
    record Line(String template, List<Expr> operands) implements Stmt {

        static Line of(String template, Expr... operands) {
            return new Line(template, List.of(operands));
        }

        /** On one line with what stands before it. */
        Line after(Line first) {
            return new Line(
                    first.template + " " + template,
                    Stream.concat(first.operands.stream(), operands.stream()).toList());
        }
    }

    /** A return; a tail call returns what a {@link Expr.Call} gives without awaiting it. */
    record Return(Expr value, boolean tail) implements Stmt {}

    /** Blocks, each behind its head; {@code end} stands behind the last. */
    record Compound(Kind kind, List<Part> parts, Line end) implements Stmt {}

    /** One block of a compound statement and what stands before it. */
    record Part(Line head, List<Stmt> body) {}

    /** The declaration of a lambda that is asynchronous itself, with one parameter of type int. */
    record Lambda(String name, Type result, String parameter, List<Stmt> body) implements Stmt {}

    /** A local class with one asynchronous method. */
    record LocalClass(String name, Program.Method method) implements Stmt {}

    /** What the Java Language Specification (14.22) asks for to tell whether a statement can complete normally. */
    enum Kind {
        IF,
        LOOP,
        DO,
        TRY,
        SWITCH,
        BLOCK
    }

    /** Whether a statement may follow; the generator ends the bodies of DO, SWITCH and BLOCK so that one may. */
    static boolean canComplete(List<Stmt> block) {
        if (block.isEmpty()) {
            return true;
        }
        Stmt last = block.get(block.size() - 1);
        if (last instanceof Line line) {
            return !ABRUPT.matcher(line.template()).lookingAt();
        }
        return !(last instanceof Return) && !(last instanceof Compound compound && neverCompletes(compound));
    }

    private static boolean neverCompletes(Compound compound) {
        List<Part> parts = compound.parts();
        Part last = parts.get(parts.size() - 1);
        boolean noneCompletes = parts.stream().noneMatch(part -> canComplete(part.body()));
        return switch (compound.kind()) {
            case IF -> last.head().template().equals("else") && noneCompletes;
            case TRY ->
                last.head().template().equals("finally")
                        ? !canComplete(last.body())
                                || parts.subList(0, parts.size() - 1).stream()
                                        .noneMatch(part -> canComplete(part.body()))
                        : noneCompletes;
            case LOOP, DO, SWITCH, BLOCK -> false;
        };
    }
}
