package dev.fermata.codegen;

/** Thrown into the body of a generator that is closed, so that its {@code finally} blocks run. */
final class GeneratorExit extends Error {

    private static final long serialVersionUID = 1L;

    GeneratorExit() {
        super("the generator was closed", null, false, false);
    }
}
