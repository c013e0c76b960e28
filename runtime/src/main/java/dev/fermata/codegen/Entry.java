package dev.fermata.codegen;

import org.jspecify.annotations.Nullable;

/** The way back into a transformed class: one instance per class, made by a lambda in the class itself. */
@FunctionalInterface
public interface Entry {

    /**
     * Runs the body that {@code frame} belongs to, from {@link Frame#state} on. Returns its value or a
     * {@link Suspended}; what the body throws comes out as it is.
     *
     * @param depth how many bodies stand below this one on the native stack
     */
    @Nullable
    Object resume(Frame frame, int depth) throws Throwable;
}
