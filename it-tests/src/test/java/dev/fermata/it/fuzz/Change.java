package dev.fermata.it.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One step of shrinking: the change of one sort with a given number, counted through the program. */
final class Change extends Rewriting {

    enum Sort {
        /** Leaves out half of a list of statements, a quarter and so on, down to one. */
        DELETE_STATEMENTS,
        /** Puts the statements of a block in the place of the whole statement, or leaves the block out. */
        UNWRAP,
        /** Puts the simplest value of its type, or an operand of the same type, in the place of an expression. */
        SIMPLIFY
    }

    private final Sort sort;
    private int countdown;

    Change(Sort sort, int number) {
        this.sort = sort;
        countdown = number;
    }

    /** False if the program does not have that many changes. */
    boolean applied() {
        return countdown < 0;
    }

    @Override
    List<Stmt> changed(List<Stmt> block) {
        if (sort == Sort.DELETE_STATEMENTS) {
            return withoutSome(block);
        }
        return sort == Sort.UNWRAP ? unwrapped(block) : block;
    }

    private List<Stmt> withoutSome(List<Stmt> block) {
        for (int size = Math.max(1, block.size() / 2); size > 0; size /= 2) {
            for (int from = block.size() - size; from >= 0; from -= size) {
                if (countdown-- == 0) {
                    return concat(block.subList(0, from), List.of(), block.subList(from + size, block.size()));
                }
            }
        }
        return block;
    }

    private List<Stmt> unwrapped(List<Stmt> block) {
        for (int i = 0; i < block.size(); i++) {
            for (List<Stmt> instead : replacements(block.get(i))) {
                if (countdown-- == 0) {
                    return concat(block.subList(0, i), instead, block.subList(i + 1, block.size()));
                }
            }
        }
        return block;
    }

    private static List<List<Stmt>> replacements(Stmt statement) {
        List<List<Stmt>> replacements = new ArrayList<>();
        if (statement instanceof Stmt.Compound compound) {
            compound.parts().forEach(part -> replacements.add(part.body()));
            for (int i = 0; i < compound.parts().size() && compound.parts().size() > 1; i++) {
                List<Stmt.Part> others = new ArrayList<>(compound.parts());
                others.remove(i);
                replacements.add(List.of(new Stmt.Compound(compound.kind(), others, compound.end())));
            }
        }
        return replacements;
    }

    private static List<Stmt> concat(List<Stmt> before, List<Stmt> middle, List<Stmt> after) {
        return Stream.of(before, middle, after).flatMap(List::stream).toList();
    }

    @Override
    Expr changed(Expr expression) {
        if (sort != Sort.SIMPLIFY) {
            return expression;
        }
        Expr simplest = expression.type().simplest();
        if (!expression.equals(simplest) && countdown-- == 0) {
            return simplest;
        }
        for (Expr operand : operands(expression)) {
            if (operand.type() == expression.type() && countdown-- == 0) {
                return operand;
            }
        }
        return expression;
    }

    private static List<Expr> operands(Expr expression) {
        if (expression instanceof Expr.Op op) {
            return op.operands();
        } else if (expression instanceof Expr.Call call) {
            return call.operands();
        } else if (expression instanceof Expr.Await await) {
            return List.of(await.value());
        }
        return ((Expr.Choose) expression).arms().stream().map(Expr.Arm::value).toList();
    }
}
