package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Scope.Variable;
import dev.fermata.it.fuzz.Stmt.Compound;
import dev.fermata.it.fuzz.Stmt.Kind;
import dev.fermata.it.fuzz.Stmt.Line;
import dev.fermata.it.fuzz.Stmt.Part;
import java.util.ArrayList;
import java.util.List;

/** Makes loops that end. */
final class LoopGenerator {

    private static final Line NOTHING = Line.of("");

    /** Of a loop whose head opens a block. */
    private static final Line END = Line.of("}");

    private final Dice dice;
    private final ExprGenerator expressions;
    private final StmtGenerator statements;

    LoopGenerator(Dice dice, ExprGenerator expressions, StmtGenerator statements) {
        this.dice = dice;
        this.expressions = expressions;
        this.statements = statements;
    }

    void make(Scope scope, List<Stmt> block) {
        String label = dice.name("l");
        Scope inner = scope.block();
        inner.jumps.addAll(List.of("break " + label, "continue " + label));
        switch (dice.below(8)) {
            case 0 -> block.add(counting(scope, inner, label));
            case 1 -> block.add(endless(inner, label));
            case 2 -> whileLoop(scope, inner, label, block);
            case 3 -> doLoop(scope, inner, label, block);
            case 4, 5 -> changing(scope, inner, label, block);
            default -> block.add(forEach(scope, inner, label));
        }
    }

    private Stmt counting(Scope scope, Scope inner, String label) {
        String i = counter(inner);
        String head = label + ": for (int I = 0; I < 3 && world.goesOn() && #; I++)";
        return loop(head.replace("I", i), List.of(statements.condition(scope)), inner, NOTHING);
    }

    private Stmt endless(Scope inner, String label) {
        String i = counter(inner);
        String head = label + ": for (int I = 0; ; I++) { if (I >= 2 || !world.goesOn()) break; ";
        return loop(head.replace("I", i), List.of(), inner, END);
    }

    private void whileLoop(Scope scope, Scope inner, String label, List<Stmt> block) {
        String i = declaredCounter(block, inner);
        block.add(loop(
                label + ": while (" + i + "++ < 3 && world.goesOn() && #)",
                List.of(statements.condition(scope)),
                inner,
                NOTHING));
    }

    private void doLoop(Scope scope, Scope inner, String label, List<Stmt> block) {
        String i = declaredCounter(block, inner);
        Line end = Line.of("while (++" + i + " < 3 && world.goesOn() && #);", statements.condition(scope));
        block.add(new Compound(
                Kind.DO, List.of(new Part(Line.of(label + ": do"), statements.completing(inner, 4))), end));
    }

    /** Several suspensions, and variables that change between them on some ways only. */
    private void changing(Scope scope, Scope inner, String label, List<Stmt> block) {
        int before = scope.variables.size();
        for (int count = 2 + dice.below(3); count > 0; count--) {
            statements.declare(scope, block);
        }
        List<Variable> declared = List.copyOf(scope.variables.subList(before, scope.variables.size()));
        inner.variables.addAll(declared);
        Scope changed = inner.block();
        changed.variables.retainAll(declared);
        String i = counter(inner);
        List<Stmt> body = new ArrayList<>();
        for (int count = 2 + dice.below(3); count > 0; count--) {
            body.add(Line.of("#;", expressions.effect(inner)));
            List<Stmt> change = new ArrayList<>();
            statements.assign(changed.block(), change);
            count(inner, change);
            Line head = dice.chance(70)
                    ? Line.of("if (" + i + " % 2 == " + dice.below(2) + ")")
                    : Line.of("if (#)", statements.condition(inner));
            body.add(new Compound(Kind.IF, List.of(new Part(head, change)), NOTHING));
        }
        String head = label + ": for (int I = 0; I < 4 && world.goesOn(); I++)";
        block.add(new Compound(Kind.LOOP, List.of(new Part(Line.of(head.replace("I", i)), body)), NOTHING));
        scope.variables.stream()
                .filter(variable -> declared.contains(variable) || variable.type() == Type.INT)
                .forEach(variable -> block.add(statements.event("l", Expr.text(variable.type(), variable.name()))));
    }

    /** Lets one of the numbers that {@code scope} has, mostly the first, which may be a parameter, be one greater. */
    private void count(Scope scope, List<Stmt> block) {
        List<Variable> numbers = scope.variables.stream()
                .filter(variable -> variable.type() == Type.INT && variable.assignable())
                .toList();
        if (!numbers.isEmpty()) {
            Variable number = dice.chance(70) ? numbers.get(0) : dice.pick(numbers);
            block.add(Line.of(number.name() + "++;"));
        }
    }

    private Stmt forEach(Scope scope, Scope inner, String label) {
        List<Type> collections =
                List.of(Type.INTS, Type.LIST, Type.STRINGS, Type.LONGS, Type.OBJECTS, Type.CHARS, Type.GRID);
        List<Type> elements = List.of(Type.INT, Type.STRING, Type.STRING, Type.LONG, Type.OBJECT, Type.CHAR, Type.INTS);
        int which = dice.below(collections.size());
        Expr collection = expressions.make(collections.get(which), scope, 4);
        String name = dice.name("v");
        Type element = elements.get(which);
        inner.variables.add(new Variable(element, name, true, false));
        return loop(
                label + ": for (" + element.java + " " + name + " : #) { world.goesOn(); ",
                List.of(collection),
                inner,
                END);
    }

    private Stmt loop(String head, List<Expr> operands, Scope inner, Line end) {
        Part part = new Part(new Line(head, operands), statements.block(inner, 4));
        return new Compound(Kind.LOOP, List.of(part), end);
    }

    private String declaredCounter(List<Stmt> block, Scope inner) {
        String i = counter(inner);
        block.add(Line.of("int " + i + " = 0;"));
        return i;
    }

    private String counter(Scope inner) {
        String name = dice.name("i");
        inner.variables.add(new Variable(Type.INT, name, false, false));
        return name;
    }
}
