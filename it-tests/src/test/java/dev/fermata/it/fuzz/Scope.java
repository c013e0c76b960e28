package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Program.Method;
import dev.fermata.it.fuzz.Program.Style;
import java.util.ArrayList;
import java.util.List;

/** What may be named at one place of a program. */
final class Scope {

    /**
     * A local variable or parameter.
     *
     * @param assignable whether the program may assign to it: not if it is final or bounds a loop
     * @param constant whether it is final, so that lambdas and local classes may use it
     */
    record Variable(Type type, String name, boolean assignable, boolean constant) {}

    /** A lambda or a method of a local class that may be called. */
    record Callable(Type result, String template, List<Type> operands) {}

    final List<Variable> variables = new ArrayList<>();
    final List<Callable> callables = new ArrayList<>();

    /** The jumps that are possible, such as {@code continue l3}. */
    final List<String> jumps = new ArrayList<>();

    /** What a return has to give; null where there can be none. */
    final Type result;

    /** How the method returns it. */
    final Style style;

    /** What a yield has to give; null outside of switch expressions. */
    Type yields;

    /** Whether a tail call would escape from a handler. */
    boolean insideTry;

    /** Whether a try statement may stand here. */
    boolean tries = true;

    /** Whether this is inside a class that is declared in the method. */
    boolean inLocalClass;

    /** Whether this is inside the guard of a case, which may assign to nothing outside of it. */
    boolean inGuard;

    int depth;

    private Scope(Type result, Style style) {
        this.result = result;
        this.style = style;
    }

    static Scope of(Method method) {
        Scope scope = new Scope(method.result(), method.style());
        method.parameters()
                .forEach(p -> scope.variables.add(new Variable(p.type(), p.name(), !p.constant(), p.constant())));
        return scope;
    }

    /** A block in this scope. */
    Scope block() {
        Scope inner = copy(result);
        inner.jumps.addAll(jumps);
        inner.variables.addAll(variables);
        inner.yields = yields;
        inner.insideTry = insideTry;
        inner.tries = tries;
        return inner;
    }

    /** The body of a case of a switch expression, which only a yield or an exception may leave. */
    Scope yielding(Type type) {
        Scope inner = copy(null);
        inner.variables.addAll(variables);
        inner.yields = type;
        inner.insideTry = true;
        return inner;
    }

    /** A body of code inside that may run at another time. */
    Scope captured(Type returned) {
        Scope inner = new Scope(returned, Style.COLD);
        inner.depth = depth + 1;
        inner.inLocalClass = inLocalClass;
        inner.inGuard = inGuard;
        inner.callables.addAll(callables);
        variables.stream().filter(Variable::constant).forEach(inner.variables::add);
        return inner;
    }

    /** The guard of a case, which may use only those variables outside that nothing is assigned to. */
    Scope guard() {
        Scope inner = copy(null);
        variables.stream().filter(Variable::constant).forEach(inner.variables::add);
        inner.insideTry = true;
        inner.tries = false;
        inner.inGuard = true;
        return inner;
    }

    private Scope copy(Type returned) {
        Scope inner = new Scope(returned, style);
        inner.depth = depth + 1;
        inner.inLocalClass = inLocalClass;
        inner.inGuard = inGuard;
        inner.callables.addAll(callables);
        return inner;
    }
}
