package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Program.Method;
import dev.fermata.it.fuzz.Program.Place;
import dev.fermata.it.fuzz.Program.Style;
import dev.fermata.it.fuzz.Stmt.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes overrides: asynchronous ones, and plain ones that merely return what the caller awaits. */
final class OverrideGenerator {

    private static final int EXPRESSIONS = 30;

    private final Dice dice;
    private final List<Method> signatures;
    private final ExprGenerator expressions;
    private final StmtGenerator statements;

    OverrideGenerator(Dice dice, List<Method> signatures, ExprGenerator expressions, StmtGenerator statements) {
        this.dice = dice;
        this.signatures = signatures;
        this.expressions = expressions;
        this.statements = statements;
    }

    List<Method> make() {
        List<Method> overrides = new ArrayList<>();
        for (Method method : signatures) {
            if (method.place() == Place.INSTANCE) {
                override(method, Place.OVERRIDE, Place.PLAIN_OVERRIDE, "super.", overrides);
            } else if (method.place() == Place.INTERFACE) {
                override(method, Place.DEFAULT_OVERRIDE, Place.PLAIN_DEFAULT_OVERRIDE, "Defaults.super.", overrides);
            }
        }
        return overrides;
    }

    private void override(Method method, Place async, Place plain, String parent, List<Method> overrides) {
        boolean plainly = dice.chance(40);
        if (plainly) {
            Method override = method.in(plain, method.style());
            overrides.add(override.withBody(plainBody(override, parent)));
        }
        if (dice.chance(45)) {
            boolean narrower = method.style() == Style.STAGE && !plainly && dice.chance(50);
            Method override = method.in(async, narrower ? Style.FUTURE : method.style());
            expressions.startMethod(signatures.indexOf(method), async, EXPRESSIONS, statements);
            overrides.add(override.withBody(statements.body(Scope.of(override), override.result())));
        }
    }

    private List<Stmt> plainBody(Method method, String parent) {
        String name = method.name();
        List<Stmt> body = new ArrayList<>();
        body.add(Line.of("world.note(\"plainly " + name + "\", depth);"));
        if (dice.chance(20)) {
            body.add(Line.of("if (world.rarely()) throw new World.Oops(\"plainly " + name + "\");"));
        }
        Scope scope = Scope.of(method);
        if (dice.chance(60)) {
            String arguments = method.parameters().stream()
                    .map(Program.Parameter::name)
                    .collect(Collectors.joining(", ", "(", ")"));
            body.add(
                    new Stmt.Return(new Expr.Call(method.result(), false, parent + name + arguments, List.of()), true));
        } else {
            body.add(new Stmt.Return(expressions.leaf(method.result(), scope), false));
        }
        return body;
    }
}
