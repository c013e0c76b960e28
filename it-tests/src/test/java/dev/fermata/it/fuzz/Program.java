package dev.fermata.it.fuzz;

import java.util.List;

/**
 * A generated program.
 *
 * @param methods they call each other, beginning with the first
 * @param overrides of some of them, in subclasses
 */
record Program(String name, long seed, Dialect dialect, List<Method> methods, List<Method> overrides) {

    Program with(List<Method> otherMethods, List<Method> otherOverrides) {
        return new Program(name, seed, dialect, otherMethods, otherOverrides);
    }

    record Method(String name, Place place, Style style, Type result, List<Parameter> parameters, List<Stmt> body) {

        Method withBody(List<Stmt> other) {
            return new Method(name, place, style, result, parameters, other);
        }

        /** The same, overridden. */
        Method in(Place other, Style otherStyle) {
            return new Method(name, other, otherStyle, result, parameters, List.of());
        }

        /** Whether it first calls itself, as often as its parameter says. */
        boolean descends() {
            return parameters.stream().anyMatch(parameter -> parameter.name().equals(LEVELS));
        }
    }

    /** The parameter that says how many calls of itself a method makes first, each inside the last. */
    static final String LEVELS = "levels";

    record Parameter(Type type, String name, boolean constant) {}

    /** Where a method stands, and whether other classes can override it. */
    enum Place {
        INSTANCE(Home.PROGRAM, ""),
        PRIVATE(Home.PROGRAM, "private "),
        FINAL(Home.PROGRAM, "final "),
        STATIC(Home.PROGRAM, "static "),
        INTERFACE(Home.DEFAULTS, "default "),
        INTERFACE_PRIVATE(Home.DEFAULTS, "private "),
        OVERRIDE(Home.SUB, "@Override "),
        PLAIN_OVERRIDE(Home.PLAIN, "@Override "),
        DEFAULT_OVERRIDE(Home.OVERRIDING, "@Override public "),
        PLAIN_DEFAULT_OVERRIDE(Home.PLAINLY, "@Override public ");

        final Home home;
        final String modifier;

        Place(Home home, String modifier) {
            this.home = home;
            this.modifier = modifier;
        }

        /** Whether the method is asynchronous itself, and not merely returns what is. */
        boolean isAsync() {
            return home != Home.PLAIN && home != Home.PLAINLY;
        }
    }

    /** The classes with generated methods. */
    enum Home {
        PROGRAM(""),
        DEFAULTS("interface Defaults"),
        SUB("static class Sub extends NAME"),
        PLAIN("static class Plain extends Sub"),
        OVERRIDING("static class Overriding implements Defaults"),
        PLAINLY("static class Plainly implements Defaults");

        final String head;

        Home(String head) {
            this.head = head;
        }
    }

    /** What the asynchronous form of a method returns, and how it wraps a value. */
    enum Style {
        COLD("Coroutine<%s>", "Coroutine.<%s>of(%s)"),
        FUTURE("CompletableFuture<%s>", "CompletableFuture.<%s>completedFuture(%s)"),
        STAGE("CompletionStage<%s>", "CompletableFuture.<%s>completedFuture(%s)"),
        TASK("Task<%s>", "Tasks.<%1$s>start(Coroutine.<%1$s>of(%2$s))");

        private final String type;
        private final String wrapping;

        Style(String type, String wrapping) {
            this.type = type;
            this.wrapping = wrapping;
        }

        String type(Type result) {
            return type.formatted(result.boxed);
        }

        String wrap(Type result, String value) {
            return this == COLD && value.equals("null") && result == Type.VOID
                    ? "Coroutine.done()"
                    : wrapping.formatted(result.boxed, value);
        }
    }
}
