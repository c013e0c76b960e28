package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Program.Method;
import dev.fermata.it.fuzz.Program.Parameter;
import dev.fermata.it.fuzz.Program.Place;
import dev.fermata.it.fuzz.Program.Style;
import java.util.ArrayList;
import java.util.List;

/** Makes a program from a seed; the same seed gives the same program. */
final class Generator {

    private static final int EXPRESSIONS = 80;

    private final long seed;
    private final Dice dice;

    private Generator(long seed) {
        this.seed = seed;
        dice = new Dice(seed);
    }

    static Program program(long seed) {
        return new Generator(seed).make();
    }

    private Program make() {
        List<Method> signatures = new ArrayList<>();
        int count = 2 + dice.below(4);
        for (int i = 0; i < count; i++) {
            signatures.add(signature(i, signatures));
        }
        ExprGenerator expressions = new ExprGenerator(dice, signatures);
        StmtGenerator statements = new StmtGenerator(dice, expressions);
        List<Method> methods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Method signature = signatures.get(i);
            expressions.startMethod(i, EXPRESSIONS, statements);
            methods.add(signature.withBody(statements.body(Scope.of(signature), signature.result())));
        }
        return new Program("P" + Long.toString(seed).replace('-', 'M'), seed, methods);
    }

    /** The first method takes nothing but the depth; results that others have, too, make tail calls. */
    private Method signature(int index, List<Method> others) {
        Type result = index > 0 && dice.chance(35) ? dice.pick(others).result() : result();
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter(Type.INT, "depth", true));
        int count = index == 0 ? 0 : dice.below(4);
        for (int i = 0; i < count; i++) {
            Type type = dice.chance(25) ? Type.INT : Type.values()[dice.below(Type.VOID.ordinal())];
            parameters.add(new Parameter(type, "arg" + index + i, dice.chance(40)));
        }
        Place place = index == 0 ? Place.INSTANCE : dice.pick(List.of(Place.values()));
        Style style = index == 0 || dice.chance(60) ? Style.COLD : dice.pick(List.of(Style.values()));
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
