package dev.fermata.transform;

import org.jspecify.annotations.Nullable;

/** Finds the bytes of classes by name; it never loads a class. Has to be thread-safe if its user is. */
@FunctionalInterface
public interface ClassSource {

    /** Knows no class. */
    ClassSource NONE = internalName -> null;

    /**
     * The class file of the class with this internal name, such as {@code java/util/Map$Entry}; null if it is not known or
     * cannot be read.
     */
    byte @Nullable [] find(String internalName);
}
