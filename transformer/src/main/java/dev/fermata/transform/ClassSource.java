package dev.fermata.transform;

import org.jspecify.annotations.Nullable;

/** Finds the bytes of classes by name; it never loads a class. Has to be thread-safe if its user is. */
@FunctionalInterface
public interface ClassSource {

    /** Knows no class. */
    ClassSource NONE = new ClassSource() { // no lambda: the agent, at the start of a program, would make the first one
                @Override
                public byte @Nullable [] find(String internalName) {
                    return null;
                }
            };

    /**
     * The class file of the class with this internal name, such as {@code java/util/Map$Entry}; null if it is not known or
     * cannot be read.
     */
    byte @Nullable [] find(String internalName);

    /**
     * The descriptor of the module that the class with this internal name belongs to if it is used as a part of a module:
     * the {@code module-info.class} of the directory, jar or module in which {@link #find} finds the class. Null if there is
     * none, if the class is not known, or if this source does not look for it, as it does not by default.
     */
    default byte @Nullable [] findModule(String internalName) {
        return null;
    }
}
