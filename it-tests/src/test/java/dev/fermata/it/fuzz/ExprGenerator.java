package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Expr.Arm;
import dev.fermata.it.fuzz.Expr.Awaited;
import dev.fermata.it.fuzz.Program.Method;
import dev.fermata.it.fuzz.Program.Parameter;
import dev.fermata.it.fuzz.Program.Place;
import dev.fermata.it.fuzz.Program.Style;
import dev.fermata.it.fuzz.Scope.Callable;
import dev.fermata.it.fuzz.Scope.Variable;
import dev.fermata.it.fuzz.Stmt.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Makes expressions; an await may stand anywhere in them. */
final class ExprGenerator {

    private final Dice dice;
    private final Dialect dialect;
    private final List<Method> signatures;
    private StmtGenerator statements;

    /** The index of the method that is being made: it may call later ones freely, others with a bound. */
    private int current;

    /** Where that stands. */
    private Place place = Place.INSTANCE;

    /** How many more expressions this method may have. */
    private int budget;

    ExprGenerator(Dice dice, Dialect dialect, List<Method> signatures) {
        this.dice = dice;
        this.dialect = dialect;
        this.signatures = signatures;
    }

    void startMethod(int index, Place where, int size, StmtGenerator generator) {
        current = index;
        place = where;
        budget = size;
        statements = generator;
    }

    boolean isExhausted() {
        return budget <= 0;
    }

    /** An expression of exactly {@code type}, with at most {@code depth} levels. */
    Expr make(Type type, Scope scope, int depth) {
        if (--budget <= 0 || depth <= 0) {
            return leaf(type, scope);
        }
        int kind = dice.below(100);
        if (kind < 15) {
            return leaf(type, scope);
        } else if (kind < 40) {
            return await(type, scope, depth);
        } else if (kind < 50) {
            return callOf(type, scope, depth);
        } else if (kind < 56) {
            return new Expr.Op(
                    type,
                    "(# ? # : #)",
                    List.of(
                            make(Type.BOOLEAN, scope, depth - 1),
                            make(type, scope, depth - 1),
                            make(type, scope, depth - 1)));
        } else if (kind < 61) {
            return assignment(type, scope, depth);
        } else if (kind < 66 && scope.depth < 5) {
            return choose(type, scope, depth);
        }
        return operator(type, scope, depth);
    }

    /** An expression that may stand alone as a statement. */
    Expr effect(Scope scope) {
        Type type = type();
        if (dice.chance(50)) {
            return await(type, scope, 3);
        }
        Method callee = dice.pick(signatures);
        return call(callee, scope, 2);
    }

    Expr await(Type type, Scope scope, int depth) {
        Expr value = make(type, scope, depth - 1);
        return new Expr.Await(type, dice.number(), dice.pick(List.of(Awaited.values())), value);
    }

    /** Any type of value, the usual ones more often. */
    Type type() {
        return dice.chance(50)
                ? dice.pick(List.of(Type.INT, Type.LONG, Type.STRING, Type.OBJECT, Type.DOUBLE, Type.BOOLEAN))
                : Type.values()[dice.below(Type.VOID.ordinal())];
    }

    Expr call(Method callee, Scope scope, int depth) {
        int index = signatures.indexOf(callee);
        boolean started = callee.style() == Style.COLD && dice.chance(20);
        List<Expr> operands = new ArrayList<>();
        String receiver = receiver(callee, scope, operands, () -> make(Type.INT, scope, Math.min(depth - 1, 2)));
        boolean ofParent = receiver.endsWith("super.");
        boolean free = index > current || (index == current && ofParent);
        int first = operands.size();
        for (Parameter p : callee.parameters().subList(1, callee.parameters().size())) {
            boolean levels = p.name().equals(Program.LEVELS);
            operands.add(levels ? levels(index == current && ofParent) : make(p.type(), scope, depth - 1));
        }
        String arguments = "(depth" + (free ? "" : " - 1") + ", #".repeat(operands.size() - first) + ")";
        Expr call = new Expr.Call(callee.result(), started, receiver + callee.name() + arguments, operands);
        return free
                ? call
                : new Expr.Op(callee.result(), "(depth > 0 ? # : #)", List.of(call, leaf(callee.result(), scope)));
    }

    /** How deep a method descends; an override goes on where it is. */
    private Expr levels(boolean same) {
        List<Integer> usual = List.of(1, 40, 97, 98, 99, 100, 101, 102, 150);
        int most = dice.chance(30) ? World.MOST_LEVELS : dice.pick(usual);
        return Expr.text(Type.INT, same ? Program.LEVELS : "world.levels(" + most + ")");
    }

    /** What {@code callee} is called on; {@code which} becomes an operand if it chooses. */
    String receiver(Method callee, Scope scope, List<Expr> operands, Supplier<Expr> which) {
        String receiver = dice.pick(Receivers.of(callee, place, scope.inLocalClass));
        if (receiver.contains("#")) {
            operands.add(which.get());
        }
        return receiver;
    }

    /** Those that may be called without a bound. */
    List<Method> laterMethods(Type result, Style style) {
        return signatures.stream()
                .skip(current + 1)
                .filter(m -> m.result() == result && m.style() == style)
                .toList();
    }

    Expr leaf(Type type, Scope scope) {
        List<Variable> known =
                scope.variables.stream().filter(v -> v.type() == type).toList();
        if (!known.isEmpty() && dice.chance(75)) {
            return Expr.text(type, dice.pick(known).name());
        }
        return Expr.text(type, dice.pick(type.literals));
    }

    private Expr callOf(Type type, Scope scope, int depth) {
        List<Callable> local =
                scope.callables.stream().filter(c -> c.result() == type).toList();
        if (!local.isEmpty() && dice.chance(70)) {
            Callable callee = dice.pick(local);
            List<Expr> operands = new ArrayList<>();
            callee.operands().forEach(operand -> operands.add(make(operand, scope, depth - 1)));
            return new Expr.Call(type, dice.chance(20), callee.template(), operands);
        }
        List<Method> fitting =
                signatures.stream().filter(m -> m.result() == type).toList();
        return fitting.isEmpty() ? operator(type, scope, depth) : call(dice.pick(fitting), scope, depth);
    }

    private Expr assignment(Type type, Scope scope, int depth) {
        List<Variable> variables = scope.variables.stream()
                .filter(v -> v.type() == type && v.assignable())
                .toList();
        if (variables.isEmpty()) {
            return operator(type, scope, depth);
        }
        String form = type == Type.STRING ? " = World.cut(#))" : " = #)";
        return new Expr.Op(type, "(" + dice.pick(variables).name() + form, List.of(make(type, scope, depth - 1)));
    }

    private Expr operator(Type type, Scope scope, int depth) {
        List<Operators.Operator> fitting = Operators.of(type, dialect).stream()
                .filter(operator -> !scope.inGuard || !operator.assignsToField())
                .toList();
        if (fitting.isEmpty()) {
            return leaf(type, scope);
        }
        Operators.Operator operator = dice.pick(fitting);
        List<Expr> operands = new ArrayList<>();
        operator.operands().forEach(operand -> operands.add(make(operand, scope, depth - 1)));
        String template = operator.template();
        if (template.contains("@")) {
            template = template.replace("@", dice.name("x"));
        }
        return new Expr.Op(type, template, operands);
    }

    private Expr choose(Type type, Scope scope, int depth) {
        if (dialect == Dialect.JAVA_25 && dice.chance(40)) {
            return new PatternGenerator(dice, this).expression(type, scope, depth);
        }
        Selector selector = Selector.any(dice);
        Expr value = make(selector.type(), scope, depth - 1);
        List<Arm> arms = new ArrayList<>();
        for (String label : selector.labels(dice)) {
            arms.add(arm("case " + label, type, scope, depth));
        }
        arms.add(arm("default", type, scope, depth));
        return new Expr.Choose(type, dice.chance(60), value, arms);
    }

    private Arm arm(String text, Type type, Scope scope, int depth) {
        Line label = Line.of(text);
        if (dice.chance(60)) {
            return new Arm(label, List.of(), make(type, scope, depth - 1));
        }
        Scope inner = scope.yielding(type);
        // Rarely, since javac up to 17 at least fails on most of these (new A(switch … try …), for one).
        inner.tries = dice.chance(10);
        List<Stmt> body = statements.completing(inner, 2);
        return new Arm(label, body, make(type, inner, depth - 1));
    }
}
