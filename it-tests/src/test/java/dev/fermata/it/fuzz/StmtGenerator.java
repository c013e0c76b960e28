package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Program.Method;
import dev.fermata.it.fuzz.Program.Parameter;
import dev.fermata.it.fuzz.Program.Place;
import dev.fermata.it.fuzz.Scope.Callable;
import dev.fermata.it.fuzz.Scope.Variable;
import dev.fermata.it.fuzz.Stmt.Compound;
import dev.fermata.it.fuzz.Stmt.Kind;
import dev.fermata.it.fuzz.Stmt.Line;
import dev.fermata.it.fuzz.Stmt.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes statements that javac accepts: every variable is assigned, every statement can be reached. */
final class StmtGenerator {

    private static final int DEPTH = 4;
    private static final Line END = Line.of("");
    private static final List<Type> REFERENCES = Arrays.stream(Type.values())
            .filter(type -> type != Type.VOID && !type.isPrimitive())
            .toList();

    private final Dice dice;
    private final Dialect dialect;
    private final ExprGenerator expressions;
    private final JumpGenerator jumps;
    private final LoopGenerator loops;
    private final TryGenerator attempts;

    StmtGenerator(Dice dice, Dialect dialect, ExprGenerator expressions) {
        this.dice = dice;
        this.dialect = dialect;
        this.expressions = expressions;
        jumps = new JumpGenerator(dice, expressions);
        loops = new LoopGenerator(dice, expressions, this);
        attempts = new TryGenerator(dice, dialect, expressions, this);
    }

    /** At most {@code size} statements, some of which take several lines; the last may not complete. */
    List<Stmt> block(Scope scope, int size) {
        List<Stmt> block = new ArrayList<>();
        int count = 1 + dice.below(size);
        for (int i = 0; i < count && Stmt.canComplete(block); i++) {
            statement(scope, block);
        }
        return block;
    }

    /** As {@link #block}, but so that a statement may follow. */
    List<Stmt> completing(Scope scope, int size) {
        List<Stmt> block = block(scope, size);
        while (!Stmt.canComplete(block)) {
            block.remove(block.size() - 1);
        }
        return block;
    }

    private void statement(Scope scope, List<Stmt> block) {
        boolean nests = scope.depth < 4 && !expressions.isExhausted();
        int kind = dice.below(nests ? 100 : 55);
        if (kind < 3) {
            nulls(scope, block);
        } else if (kind < 18) {
            declare(scope, block);
        } else if (kind < 28) {
            assign(scope, block);
        } else if (kind < 38) {
            block.add(Line.of("#;", expressions.effect(scope)));
        } else if (kind < 47) {
            block.add(event("e", expressions.make(expressions.type(), scope, DEPTH)));
        } else if (kind < 55) {
            block.add(jumps.make(scope));
        } else if (kind < 62) {
            block.add(choice(scope));
        } else if (kind < 67) {
            assignedLater(scope, block);
        } else if (kind < 77) {
            loops.make(scope, block);
        } else if (kind < 82) {
            block.add(choiceOfMany(scope));
        } else if (kind < 94) {
            block.add(scope.tries ? attempts.make(scope) : choice(scope));
        } else if (kind < 96) {
            lambda(scope, block);
        } else if (kind < 98) {
            localClass(scope, block);
        } else {
            labelled(scope, block);
        }
    }

    Line event(String prefix, Expr value) {
        return Line.of("world.event(\"" + dice.name(prefix) + "\", #);", value);
    }

    void declare(Scope scope, List<Stmt> block) {
        Type type = expressions.type();
        boolean constant = dice.chance(35);
        Expr value = value(type, scope);
        if (dialect.leavesUnnamed(dice)) {
            block.add(Line.of(type.java + " _ = #;", value));
            return;
        }
        String name = dice.name("v");
        boolean inferred = dice.chance(15) && !value.equals(Expr.text(type, "null"));
        String head = (constant ? "final " : "") + (inferred ? "var" : type.java) + " " + name;
        block.add(Line.of(head + " = #;", value));
        scope.variables.add(new Variable(type, name, !constant, constant));
    }

    /** What a variable gets; now and then a null without a type. */
    private Expr value(Type type, Scope scope) {
        boolean isNull = !type.isPrimitive() && dice.chance(8);
        return isNull ? Expr.text(type, "null") : expressions.make(type, scope, DEPTH);
    }

    /** Several variables that are null for certain at an await, perhaps only on one way, and are read behind it. */
    private void nulls(Scope scope, List<Stmt> block) {
        List<Variable> nulls = new ArrayList<>();
        for (int i = 2 + dice.below(3); i > 0; i--) {
            Type type = dice.pick(REFERENCES);
            boolean constant = dice.chance(35);
            Variable variable = new Variable(type, dice.name("n"), !constant, constant);
            block.add(Line.of((constant ? "final " : "") + type.java + " " + variable.name() + " = null;"));
            nulls.add(variable);
        }
        if (dice.chance(50)) {
            block.add(nullOnOneWay(nulls, scope));
        }
        block.add(Line.of("#;", expressions.await(expressions.type(), scope, 2)));
        nulls.forEach(variable -> block.add(event("n", Expr.text(variable.type(), variable.name()))));
        scope.variables.addAll(nulls);
    }

    /** Others live across an await where {@code nulls} take no slot; or those get values, perhaps before any await. */
    private Stmt nullOnOneWay(List<Variable> nulls, Scope scope) {
        boolean early = dice.chance(60);
        Scope inner = scope.block();
        List<Stmt> stillNull = new ArrayList<>();
        for (int i = 1 + dice.below(3); i > 0; i--) {
            declare(inner, stillNull);
        }
        stillNull.add(Line.of("#;", expressions.await(expressions.type(), scope, 2)));
        inner.variables.subList(scope.variables.size(), inner.variables.size()).stream()
                .map(variable -> event("o", Expr.text(variable.type(), variable.name())))
                .forEach(stillNull::add);
        List<Stmt> assigned = new ArrayList<>();
        nulls.stream().filter(Variable::assignable).forEach(variable -> {
            Expr value = early ? expressions.leaf(variable.type(), scope) : value(variable.type(), scope);
            assigned.add(Line.of(variable.name() + " = #;", value));
        });
        Line head = early ? Line.of("if (depth % 2 == " + dice.below(2) + ")") : Line.of("if (#)", condition(scope));
        return new Compound(Kind.IF, List.of(new Part(head, stillNull), new Part(Line.of("else"), assigned)), END);
    }

    /** Lets a variable of {@code scope} have another value; declares one if there is none. */
    void assign(Scope scope, List<Stmt> block) {
        List<Variable> variables =
                scope.variables.stream().filter(Variable::assignable).toList();
        if (variables.isEmpty()) {
            declare(scope, block);
            return;
        }
        Variable variable = dice.pick(variables);
        Type type = variable.type();
        String name = variable.name();
        if (type.isPrimitive() && type != Type.BOOLEAN && dice.chance(50)) {
            Type operand = dice.pick(List.of(Type.INT, Type.LONG, Type.CHAR, Type.DOUBLE, Type.BYTE));
            block.add(Line.of(
                    name + dice.pick(List.of(" += #;", " -= #;", " *= #;")), expressions.make(operand, scope, DEPTH)));
        } else if (type.isPrimitive() && type != Type.BOOLEAN && dice.chance(30)) {
            block.add(Line.of(name + dice.pick(List.of("++;", "--;"))));
        } else if (type == Type.STRING) {
            block.add(Line.of(name + " = World.cut(#);", expressions.make(type, scope, DEPTH)));
        } else {
            block.add(Line.of(name + " = #;", value(type, scope)));
        }
    }

    private Stmt choice(Scope scope) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(Line.of("if (#)", condition(scope)), block(scope.block(), 3)));
        if (dice.chance(20)) {
            parts.add(new Part(Line.of("else if (#)", condition(scope)), block(scope.block(), 2)));
        }
        if (dice.chance(50)) {
            parts.add(new Part(Line.of("else"), block(scope.block(), 3)));
        }
        return new Compound(Kind.IF, parts, END);
    }

    /** A variable that is declared first and assigned on every way to its use. */
    private void assignedLater(Scope scope, List<Stmt> block) {
        Type type = expressions.type();
        String name = dice.name("v");
        block.add(Line.of(type.java + " " + name + ";"));
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(Line.of("if (#)", condition(scope)), assigning(scope, type, name)));
        parts.add(new Part(Line.of("else"), assigning(scope, type, name)));
        block.add(new Compound(Kind.IF, parts, END));
        scope.variables.add(new Variable(type, name, true, false));
    }

    private List<Stmt> assigning(Scope scope, Type type, String name) {
        Scope inner = scope.block();
        List<Stmt> body = completing(inner, 2);
        body.add(Line.of(name + " = #;", value(type, inner)));
        return body;
    }

    private Stmt choiceOfMany(Scope scope) {
        if (dialect == Dialect.JAVA_25 && dice.chance(50)) {
            return new PatternGenerator(dice, expressions).statement(scope, this);
        }
        Selector selector = Selector.any(dice);
        String label = dice.name("l");
        boolean arrows = dice.chance(40);
        List<Part> parts = new ArrayList<>();
        List<String> labels = new ArrayList<>(
                selector.labels(dice).stream().map(each -> "case " + each).toList());
        labels.add("default");
        for (String each : labels) {
            Scope inner = scope.block();
            inner.jumps.add("break " + label);
            parts.add(new Part(Line.of(each + (arrows ? " ->" : ":")), completing(inner, 3)));
        }
        Line head = Line.of(label + ": switch (#) {", expressions.make(selector.type(), scope, DEPTH));
        parts.set(0, new Part(parts.get(0).head().after(head), parts.get(0).body()));
        return new Compound(Kind.SWITCH, parts, Line.of("}"));
    }

    private void lambda(Scope scope, List<Stmt> block) {
        Type result = expressions.type();
        String name = dice.name("f");
        String parameter = dice.name("p");
        Scope inner = scope.captured(result);
        inner.variables.add(new Variable(Type.INT, parameter, true, false));
        block.add(new Stmt.Lambda(name, result, parameter, body(inner, result)));
        scope.callables.add(new Callable(result, name + ".call(#)", List.of(Type.INT)));
    }

    private void localClass(Scope scope, List<Stmt> block) {
        Type result = expressions.type();
        String name = dice.name("L");
        Scope inner = scope.captured(result);
        inner.inLocalClass = true;
        inner.variables.add(new Variable(Type.INT, "kept", true, false));
        inner.variables.add(new Variable(Type.STRING, "p", true, false));
        List<Parameter> parameters = List.of(new Parameter(Type.STRING, "p", false));
        Method method = new Method("work", Place.INSTANCE, inner.style, result, parameters, body(inner, result));
        block.add(new Stmt.LocalClass(name, method));
        scope.callables.add(new Callable(result, "new " + name + "(#).work(#)", List.of(Type.INT, Type.STRING)));
    }

    /** The body of something that returns. */
    List<Stmt> body(Scope scope, Type result) {
        List<Stmt> body = new ArrayList<>();
        if (dice.chance(8)) {
            nulls(scope, body);
        }
        for (int i = dice.below(scope.depth == 0 ? 5 : 2); i > 0; i--) {
            declare(scope, body);
        }
        body.addAll(block(scope, scope.depth == 0 ? 8 : 3));
        if (Stmt.canComplete(body)) {
            body.add(new Stmt.Return(expressions.make(result, scope, DEPTH), false));
        }
        return body;
    }

    private void labelled(Scope scope, List<Stmt> block) {
        String label = dice.name("l");
        Scope inner = scope.block();
        inner.jumps.add("break " + label);
        block.add(new Compound(Kind.BLOCK, List.of(new Part(Line.of(label + ":"), completing(inner, 4))), END));
    }

    Expr condition(Scope scope) {
        return expressions.make(Type.BOOLEAN, scope, DEPTH);
    }
}
