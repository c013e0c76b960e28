package dev.fermata;

/** The blocking runtime's task. */
public final class Task<T> extends Promise<T> {}
