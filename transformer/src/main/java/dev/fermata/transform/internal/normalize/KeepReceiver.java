package dev.fermata.transform.internal.normalize;

import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.TypeState;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Gives local variable 0 back to the receiver in a method that uses it for something else meanwhile (javac never does;
 * optimisers do): the variable moves to a fresh slot, which begins as a copy of the receiver.
 */
public final class KeepReceiver {

    private KeepReceiver() {}

    /** Rewrites {@code method}, a method of class {@code owner}, in place. */
    public static void in(String owner, MethodNode method) {
        if ((method.access & Opcodes.ACC_STATIC) != 0 || !storesTo0(method)) {
            return;
        }
        int moved = method.maxLocals++;
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof VarInsnNode access && access.var == 0) {
                access.var = moved;
            } else if (insn instanceof FrameNode frame) {
                FrameNode changed = withMoved(TypeState.of(frame), moved, owner).toFrame();
                frame.local = changed.local;
            }
        }
        if (method.localVariables != null) {
            for (LocalVariableNode variable : method.localVariables) {
                variable.index = variable.index == 0 ? moved : variable.index;
            }
        }
        method.instructions.insert(new Code().loadObject(0).storeObject(moved).toInsnList());
    }

    private static boolean storesTo0(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof VarInsnNode access && access.var == 0 && access.getOpcode() >= Opcodes.ISTORE) {
                return true;
            }
        }
        return false;
    }

    private static TypeState withMoved(TypeState state, int moved, String owner) {
        List<Object> locals = new ArrayList<>(state.locals());
        while (locals.size() <= moved) {
            locals.add(Opcodes.TOP);
        }
        locals.set(moved, locals.get(0));
        locals.set(0, owner);
        return new TypeState(locals, state.stack());
    }
}
