package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Program.Method;
import dev.fermata.it.fuzz.Program.Parameter;
import dev.fermata.it.fuzz.Program.Place;
import dev.fermata.it.fuzz.Program.Style;
import java.util.ArrayList;
import java.util.List;

/** Makes a program from a seed; the same seed gives the same program in the same dialect. */
final class Generator {

    private static final int EXPRESSIONS = 80;
    private static final List<Place> PLACES = List.of(
            Place.INSTANCE,
            Place.INSTANCE,
            Place.INSTANCE,
            Place.PRIVATE,
            Place.FINAL,
            Place.STATIC,
            Place.INTERFACE,
            Place.INTERFACE,
            Place.INTERFACE_PRIVATE);

    private final long seed;
    private final Dice dice;

    private final Dialect dialect;

    private Generator(long seed, Dialect dialect) {
        this.seed = seed;
        this.dialect = dialect;
        dice = new Dice(seed);
    }

    static Program program(long seed, Dialect dialect) {
        return new Generator(seed, dialect).make();
    }

    private Program make() {
        List<Method> signatures = new ArrayList<>();
        int count = 2 + dice.below(4);
        for (int i = 0; i < count; i++) {
            signatures.add(signature(i, signatures));
        }
        ExprGenerator expressions = new ExprGenerator(dice, dialect, signatures);
        StmtGenerator statements = new StmtGenerator(dice, dialect, expressions);
        DescentGenerator descents = new DescentGenerator(dice, expressions);
        List<Method> methods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Method signature = signatures.get(i);
            expressions.startMethod(i, signature.place(), EXPRESSIONS, statements);
            List<Stmt> body = new ArrayList<>();
            Scope scope = Scope.of(signature);
            if (signature.descends()) {
                descents.make(signature, scope, body);
            }
            body.addAll(statements.body(scope, signature.result()));
            methods.add(signature.withBody(body));
        }
        List<Method> overrides = new OverrideGenerator(dice, signatures, expressions, statements).make();
        return new Program("P" + Long.toString(seed).replace('-', 'M'), seed, dialect, methods, overrides);
    }

    /** The first method takes nothing but the depth; results that others have, too, make tail calls. */
    private Method signature(int index, List<Method> others) {
        Type result = index > 0 && dice.chance(35) ? dice.pick(others).result() : result();
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter(Type.INT, "depth", true));
        boolean descends = index > 0 && dice.chance(20);
        if (descends) {
            parameters.add(new Parameter(Type.INT, Program.LEVELS, true));
        }
        int count = index == 0 ? 0 : dice.below(4);
        for (int i = 0; i < count; i++) {
            Type type = dice.chance(25) ? Type.INT : Type.values()[dice.below(Type.VOID.ordinal())];
            parameters.add(new Parameter(type, "arg" + index + i, dice.chance(40)));
        }
        Place place = index == 0 ? Place.INSTANCE : dice.pick(PLACES);
        Style style = index == 0 || descends || dice.chance(60) ? Style.COLD : dice.pick(List.of(Style.values()));
        return new Method("m" + index, place, style, result, parameters, List.of());
    }

    private Type result() {
        return dice.pick(List.of(
                Type.INT,
                Type.INT,
                Type.STRING,
                Type.OBJECT,
                Type.LONG,
                Type.BOOLEAN,
                Type.DOUBLE,
                Type.BYTE,
                Type.CHAR,
                Type.INTS,
                Type.PAIR,
                Type.LIST,
                Type.VOID));
    }
}
