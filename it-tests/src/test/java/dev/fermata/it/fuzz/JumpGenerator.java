package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Program.Method;
import dev.fermata.it.fuzz.Stmt.Compound;
import dev.fermata.it.fuzz.Stmt.Kind;
import dev.fermata.it.fuzz.Stmt.Line;
import dev.fermata.it.fuzz.Stmt.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Makes jumps: break, continue, yield, return and throw, mostly under a condition. */
final class JumpGenerator {

    private static final List<String> EXCEPTIONS =
            List.of("World.Oops", "World.Checked", "World.Fault", "ArithmeticException");

    private final Dice dice;
    private final ExprGenerator expressions;

    JumpGenerator(Dice dice, ExprGenerator expressions) {
        this.dice = dice;
        this.expressions = expressions;
    }

    Stmt make(Scope scope) {
        Stmt jump = dice.pick(choices(scope)).get();
        if (scope.depth > 1 && dice.chance(10)) {
            return jump;
        }
        Expr condition = expressions.make(Type.BOOLEAN, scope, 3);
        Line head = Line.of(dice.chance(70) ? "if (world.rarely() && #)" : "if (#)", condition);
        return new Compound(Kind.IF, List.of(new Part(head, List.of(jump))), Line.of(""));
    }

    private List<Supplier<Stmt>> choices(Scope scope) {
        List<Supplier<Stmt>> choices = new ArrayList<>();
        choices.add(() -> failing(scope));
        if (!scope.jumps.isEmpty()) {
            Supplier<Stmt> jump = () -> Line.of(dice.pick(scope.jumps) + ";");
            choices.addAll(List.of(jump, jump, jump));
        }
        if (scope.yields != null) {
            choices.add(() -> Line.of("yield #;", expressions.make(scope.yields, scope, 3)));
        }
        if (scope.result != null) {
            choices.add(() -> returning(scope));
        }
        return choices;
    }

    private Stmt failing(Scope scope) {
        return Line.of("throw new " + dice.pick(EXCEPTIONS) + "(#);", expressions.make(Type.STRING, scope, 3));
    }

    private Stmt returning(Scope scope) {
        List<Method> sameStyle = expressions.laterMethods(scope.result, scope.style);
        if (!scope.insideTry && !sameStyle.isEmpty() && dice.chance(40)) {
            return new Stmt.Return(expressions.call(dice.pick(sameStyle), scope, 2), true);
        }
        return new Stmt.Return(expressions.make(scope.result, scope, 4), false);
    }
}
