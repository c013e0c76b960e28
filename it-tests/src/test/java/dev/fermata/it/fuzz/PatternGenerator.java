package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Expr.Arm;
import dev.fermata.it.fuzz.Scope.Variable;
import dev.fermata.it.fuzz.Stmt.Compound;
import dev.fermata.it.fuzz.Stmt.Kind;
import dev.fermata.it.fuzz.Stmt.Line;
import dev.fermata.it.fuzz.Stmt.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes switches over patterns, mostly with guards, in which there may be awaits. */
final class PatternGenerator {

    /** In an order in which none hides another, but for the first: each # is a name, for variables of the types behind. */
    private static final List<Case> CASES = List.of(
            new Case("Pair(int #, Pair(int #, Object #))", Type.INT, Type.INT, Type.OBJECT),
            new Case("Pair(int #, Pair(var #, _))", Type.INT, Type.INT),
            new Case("Pair(_, String #)", Type.STRING),
            new Case("Pair(int #, var #)", Type.INT, Type.OBJECT),
            new Case("Pair #", Type.PAIR),
            new Case("String #", Type.STRING),
            new Case("CharSequence _"),
            new Case("Integer #", Type.INTEGER),
            new Case("Colour #", Type.COLOUR),
            new Case("int[] #", Type.INTS),
            new Case("Long _, Number _"),
            new Case("Object[] #", Type.OBJECTS));

    private final Dice dice;
    private final ExprGenerator expressions;

    private record Case(String pattern, List<Type> types) {
        Case(String pattern, Type... types) {
            this(pattern, List.of(types));
        }
    }

    /** A label with its guard, and the scope of what it guards. */
    private record Labelled(Line label, Scope scope) {}

    PatternGenerator(Dice dice, ExprGenerator expressions) {
        this.dice = dice;
        this.expressions = expressions;
    }

    Stmt statement(Scope scope, StmtGenerator statements) {
        String label = dice.name("l");
        Line head = Line.of(label + ": switch (#) {", expressions.make(Type.OBJECT, scope, 3));
        List<Part> parts = new ArrayList<>();
        for (Labelled each : labels(scope, Scope::block)) {
            each.scope.jumps.add("break " + label);
            parts.add(new Part(each.label, statements.completing(each.scope, 3)));
        }
        parts.set(0, new Part(parts.get(0).head().after(head), parts.get(0).body()));
        return new Compound(Kind.SWITCH, parts, Line.of("}"));
    }

    Expr expression(Type type, Scope scope, int depth) {
        Expr selector = expressions.make(Type.OBJECT, scope, depth - 1);
        List<Arm> arms = new ArrayList<>();
        for (Labelled each : labels(scope, outer -> outer.yielding(type))) {
            arms.add(new Arm(each.label, List.of(), expressions.make(type, each.scope, depth - 1)));
        }
        return new Expr.Choose(type, true, selector, arms);
    }

    /** {@code inside} makes a scope for the body of a case. */
    private List<Labelled> labels(Scope scope, UnaryOperator<Scope> inside) {
        List<Labelled> labels = new ArrayList<>();
        for (Case each : CASES) {
            if (labels.size() < 4 && dice.chance(35)) {
                labels.add(labelled(each, scope, inside.apply(scope)));
            }
        }
        boolean ofNull = dice.chance(30);
        if (ofNull && dice.chance(50)) {
            labels.add(new Labelled(Line.of("case null ->"), inside.apply(scope)));
            ofNull = false;
        }
        labels.add(new Labelled(Line.of(ofNull ? "case null, default ->" : "default ->"), inside.apply(scope)));
        return labels;
    }

    private Labelled labelled(Case each, Scope scope, Scope body) {
        Scope guard = scope.guard();
        String pattern = each.pattern;
        for (Type type : each.types) {
            Variable variable = new Variable(type, dice.name("b"), false, true);
            pattern = pattern.replaceFirst("#", variable.name());
            guard.variables.add(variable);
            body.variables.add(variable);
        }
        if (each != CASES.get(0) && dice.chance(40)) {
            return new Labelled(Line.of("case " + pattern + " ->"), body);
        }
        // javac refuses a guard that is a constant.
        String label = "case " + pattern + " when # && world.goesOn() ->";
        return new Labelled(Line.of(label, expressions.make(Type.BOOLEAN, guard, 3)), body);
    }
}
