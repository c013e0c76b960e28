package dev.fermata.it.fuzz;

import java.util.List;

/** A generated program: methods that call each other, beginning with the first. */
record Program(String name, long seed, List<Method> methods) {

    record Method(String name, Place place, Style style, Type result, List<Parameter> parameters, List<Stmt> body) {

        Method withBody(List<Stmt> other) {
            return new Method(name, place, style, result, parameters, other);
        }
    }

    record Parameter(Type type, String name, boolean constant) {}

    /** Where a method stands, and whether other classes can override it. */
    enum Place {
        INSTANCE(""),
        PRIVATE("private "),
        FINAL("final "),
        STATIC("static "),
        INTERFACE("default ");

        final String modifier;

        Place(String modifier) {
            this.modifier = modifier;
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
