package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Scope.Variable;
import dev.fermata.it.fuzz.Stmt.Compound;
import dev.fermata.it.fuzz.Stmt.Kind;
import dev.fermata.it.fuzz.Stmt.Line;
import dev.fermata.it.fuzz.Stmt.Part;
import java.util.ArrayList;
import java.util.List;

/** Makes try statements, with and without resources. */
final class TryGenerator {

    private static final int DEPTH = 4;

    private final Dice dice;
    private final Dialect dialect;
    private final ExprGenerator expressions;
    private final StmtGenerator statements;

    TryGenerator(Dice dice, Dialect dialect, ExprGenerator expressions, StmtGenerator statements) {
        this.dice = dice;
        this.dialect = dialect;
        this.expressions = expressions;
        this.statements = statements;
    }

    Stmt make(Scope scope) {
        List<Part> parts = new ArrayList<>();
        Scope body = scope.block();
        body.insideTry = true;
        Line head = dice.chance(25) ? resources(scope, body) : Line.of("try");
        List<Stmt> attempted = new ArrayList<>();
        attempted.add(statements.event("t", Expr.text(Type.STRING, "\"\"")));
        attempted.addAll(statements.block(body, 4));
        parts.add(new Part(head, attempted));
        boolean finallyNeeded = Catches.addTo(parts, dice, clause -> handler(scope, clause));
        if (dice.chance(40) || (finallyNeeded && head.operands().isEmpty())) {
            Scope last = scope.block();
            last.insideTry = true;
            parts.add(new Part(Line.of("finally"), statements.block(last, 3)));
        }
        return new Compound(Kind.TRY, parts, Line.of(""));
    }

    private Line resources(Scope scope, Scope body) {
        Expr first = expressions.make(Type.RESOURCE, scope, DEPTH);
        if (dialect.leavesUnnamed(dice)) {
            return Line.of("try (Resource _ = #)", first);
        }
        String name = dice.name("r");
        body.variables.add(new Variable(Type.RESOURCE, name, false, true));
        if (dice.chance(60)) {
            return Line.of("try (Resource " + name + " = #)", first);
        }
        String second = dice.name("r");
        Expr value = expressions.make(Type.RESOURCE, body, DEPTH);
        body.variables.add(new Variable(Type.RESOURCE, second, false, true));
        return Line.of("try (Resource " + name + " = #; Resource " + second + " = #)", first, value);
    }

    private Part handler(Scope scope, String types) {
        String name = dice.name("c");
        Scope inner = scope.block();
        inner.insideTry = true;
        if (dialect.leavesUnnamed(dice)) {
            return new Part(Line.of("catch (" + types + " _)"), statements.block(inner, 3));
        }
        List<Stmt> body = new ArrayList<>();
        body.add(statements.event("caught ", Expr.text(Type.OBJECT, name)));
        body.addAll(statements.block(inner, 3));
        if (Stmt.canComplete(body) && dice.chance(30)) {
            body.add(statements.event("still ", Expr.text(Type.OBJECT, name)));
        }
        if (Stmt.canComplete(body) && dice.chance(15)) {
            body.add(Line.of("throw " + name + ";"));
        }
        return new Part(Line.of("catch (" + types + " " + name + ")"), body);
    }
}
