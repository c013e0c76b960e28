package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Program.Method;
import dev.fermata.it.fuzz.Program.Parameter;
import dev.fermata.it.fuzz.Scope.Variable;
import dev.fermata.it.fuzz.Stmt.Compound;
import dev.fermata.it.fuzz.Stmt.Kind;
import dev.fermata.it.fuzz.Stmt.Line;
import dev.fermata.it.fuzz.Stmt.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Makes the beginning of a method that calls itself again and again, and awaits that, before it does anything else: deeper
 * than calls go on the native stack. On most levels nothing is traced, as traces are short.
 */
final class DescentGenerator {

    /** Their values are traced where they are made. */
    private static final Set<Type> TRACED = EnumSet.of(Type.PAIR, Type.NODE, Type.RESOURCE);

    private static final Line END = Line.of("");
    private static final Expr LEVELS = Expr.text(Type.INT, Program.LEVELS);

    private final Dice dice;
    private final ExprGenerator expressions;

    DescentGenerator(Dice dice, ExprGenerator expressions) {
        this.dice = dice;
        this.expressions = expressions;
    }

    /** Declares some variables and descends; at the bottom the next statement is reached. */
    void make(Method method, Scope scope, List<Stmt> block) {
        for (int i = dice.below(3); i >= 0; i--) {
            Type type = expressions.type();
            if (!TRACED.contains(type)) {
                String name = dice.name("v");
                block.add(Line.of(type.java + " " + name + " = #;", expressions.leaf(type, scope)));
                scope.variables.add(new Variable(type, name, true, false));
            }
        }
        List<Stmt> descent = new ArrayList<>();
        if (dice.chance(30)) {
            descent.add(when("levels % 3 == 1", new Stmt.Return(call(method, scope), true)));
        }
        descent.addAll(dice.chance(40) ? attempt(descend(method, scope), scope) : descend(method, scope));
        Part part = new Part(Line.of("if (levels > 0)"), descent);
        block.add(new Compound(Kind.IF, List.of(part), END));
        block.add(Line.of("world.event(\"bottom\", #);", LEVELS));
    }

    private List<Stmt> descend(Method method, Scope scope) {
        List<Stmt> block = new ArrayList<>();
        String name = dice.name("d");
        block.add(Line.of("final " + method.result().java + " " + name + " = #;", call(method, scope)));
        for (Variable variable : scope.variables) {
            if (variable.assignable() && dice.chance(40)) {
                block.add(traced(variable));
                change(variable, scope, block);
            }
        }
        block.add(new Stmt.Return(Expr.text(method.result(), name), false));
        return block;
    }

    private void change(Variable variable, Scope scope, List<Stmt> block) {
        if (variable.type() == Type.INT) {
            block.add(Line.of(variable.name() + "++;"));
        } else if (!TRACED.contains(variable.type())) {
            block.add(Line.of(variable.name() + " = #;", expressions.leaf(variable.type(), scope)));
        }
    }

    private List<Stmt> attempt(List<Stmt> descent, Scope scope) {
        List<Part> parts = new ArrayList<>(List.of(new Part(Line.of("try"), descent)));
        if (dice.chance(50)) {
            List<Stmt> handler = new ArrayList<>(
                    scope.variables.stream().map(DescentGenerator::traced).toList());
            String name = dice.name("c");
            handler.add(Line.of("throw " + name + ";"));
            parts.add(new Part(Line.of("catch (RuntimeException " + name + ")"), handler));
        }
        if (parts.size() == 1 || dice.chance(50)) {
            parts.add(new Part(
                    Line.of("finally"),
                    scope.variables.stream().map(DescentGenerator::traced).toList()));
        }
        return List.of(new Compound(Kind.TRY, parts, END));
    }

    private Expr call(Method method, Scope scope) {
        List<Expr> operands = new ArrayList<>();
        String receiver = expressions.receiver(method, scope, operands, () -> LEVELS);
        List<Parameter> others =
                method.parameters().subList(2, method.parameters().size());
        for (Parameter parameter : others) {
            boolean same = TRACED.contains(parameter.type()) || dice.chance(60);
            operands.add(
                    same ? Expr.text(parameter.type(), parameter.name()) : expressions.leaf(parameter.type(), scope));
        }
        String template = receiver + method.name() + "(depth, levels - 1" + ", #".repeat(others.size()) + ")";
        return new Expr.Call(method.result(), dice.chance(5), template, operands);
    }

    /** On few levels, and not on the many of a deep descent. */
    private static Stmt traced(Variable variable) {
        return when(
                "levels % 40 == 2 && levels < 200",
                Line.of(
                        "world.event(\"level of " + variable.name() + "\", #);",
                        Expr.text(variable.type(), variable.name())));
    }

    private static Stmt when(String condition, Stmt statement) {
        return new Compound(Kind.IF, List.of(new Part(Line.of("if (" + condition + ")"), List.of(statement))), END);
    }
}
