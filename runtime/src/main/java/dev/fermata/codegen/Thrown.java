package dev.fermata.codegen;

/** A failure on its way into a frame. */
record Thrown(Throwable failure) {}
