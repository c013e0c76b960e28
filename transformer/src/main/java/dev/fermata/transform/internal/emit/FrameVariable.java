package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.analysis.MethodAnalysis;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.TypeState;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The local variables of a body that the original code does not have, its last parameters: its frame, and how many bodies
 * stand below it on the native stack. Every variable behind the parameters of the original moves up.
 *
 * @param slot the number of the frame's variable
 * @param shape the internal name of its type
 * @param knowsDepth whether the variable of the depth is there; not where the parameters leave no room for it
 */
record FrameVariable(int slot, String shape, boolean knowsDepth) {

    /** The number of the depth's variable. */
    int depth() {
        return slot + 1;
    }

    /** Pushes the depth; where it is not known the greatest, so that what is awaited starts after the native stack is unwound. */
    Code loadDepth(Code code) {
        return knowsDepth ? code.loadInt(depth()) : code.push(RuntimeNames.MAX_DEPTH);
    }

    /** Where the variable {@code local} of the normalised code is in the body. */
    int shifted(int local) {
        return local < slot ? local : local + (knowsDepth ? 2 : 1);
    }

    /** A state of the normalised code as it is in the body. */
    TypeState in(TypeState state) {
        TypeState withFrame = state.withInserted(slot, shape);
        return knowsDepth ? withFrame.withInserted(depth(), Opcodes.INTEGER) : withFrame;
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
