package dev.fermata.transform.internal.asm;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;

/** Questions about the stack map frames between instructions. Two of them must not stand at one offset (JVMS 4.7.4). */
public final class FrameNodes {

    private FrameNodes() {}

    /** True if a frame stands between {@code insn} and the next instruction. */
    public static boolean follows(AbstractInsnNode insn) {
        AbstractInsnNode next = insn.getNext();
        while (next != null && next.getOpcode() < 0) {
            if (next instanceof FrameNode) {
                return true;
            }
            next = next.getNext();
        }
        return false;
    }
}
