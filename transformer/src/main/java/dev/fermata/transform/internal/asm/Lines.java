package dev.fermata.transform.internal.asm;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** The source lines of instructions. */
public final class Lines {

    /** Stands for a line that the class file does not tell. */
    public static final int UNKNOWN = 0;

    private Lines() {}

    /** The line of {@code insn}: that of the nearest line number before it. */
    public static int of(AbstractInsnNode insn) {
        for (AbstractInsnNode node = insn; node != null; node = node.getPrevious()) {
            if (node instanceof LineNumberNode line) {
                return line.line;
            }
        }
        return UNKNOWN;
    }

    /** The first line of {@code method}. */
    public static int first(MethodNode method) {
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof LineNumberNode line) {
                return line.line;
            }
        }
        return UNKNOWN;
    }
}
