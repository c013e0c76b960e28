package dev.fermata.transform.internal.asm;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** Copies methods, so that one copy can be rewritten. */
public final class MethodCopy {

    private MethodCopy() {}

    /** A deep copy of {@code original}. */
    public static MethodNode of(MethodNode original) {
        MethodNode copy = new MethodNode(
                Opcodes.ASM9,
                original.access,
                original.name,
                original.desc,
                original.signature,
                original.exceptions.toArray(String[]::new));
        original.accept(copy);
        return copy;
    }
}
