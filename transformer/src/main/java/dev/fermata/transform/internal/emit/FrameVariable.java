package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.analysis.MethodAnalysis;
import dev.fermata.transform.internal.asm.TypeState;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The local variable of a body that holds its frame: the last parameter. Every variable of the original code behind the
 * parameters moves up by one.
 *
 * @param slot its number
 * @param shape the internal name of its type
 */
record FrameVariable(int slot, String shape) {

    /** Where the variable {@code local} of the normalised code is in the body. */
    int shifted(int local) {
        return local < slot ? local : local + 1;
    }

    /** A state of the normalised code as it is in the body. */
    TypeState in(TypeState state) {
        return state.withInserted(slot, shape);
    }

    /** Moves the variables in the code itself; stack map frames keep only what is needed. */
    void makeRoomIn(MethodAnalysis analysis) {
        for (AbstractInsnNode insn : analysis.code().instructions) {
            if (insn instanceof VarInsnNode access) {
                access.var = shifted(access.var);
            } else if (insn instanceof IincInsnNode increment) {
                increment.var = shifted(increment.var);
            } else if (insn instanceof FrameNode frame) {
                TypeState state = TypeState.of(frame);
                TypeState needed = state.reducedTo(local -> analysis.isNeeded(insn, local), state.stack());
                FrameNode changed = in(needed).toFrame();
                frame.local = changed.local;
            }
        }
    }
}
