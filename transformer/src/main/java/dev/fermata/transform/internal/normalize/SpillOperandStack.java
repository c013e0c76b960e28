package dev.fermata.transform.internal.normalize;

import dev.fermata.transform.internal.analysis.TypedFrames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.asm.VerificationType;
import dev.fermata.transform.internal.scan.AwaitCall;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Empties the operand stack around awaits, so that only local variables have to survive a suspension.
 *
 * <pre>
 *   a, b, awaited        STORE t3; STORE t2 (b); STORE t1 (a); LOAD t3
 *   Await.on          →  Await.on
 *   a, b, result         STORE t4; LOAD t1; LOAD t2; LOAD t4
 *
 *   a, awaited           SWAP; STORE t1
 *   Await.on          →  Await.on
 *   a, result            LOAD t1; SWAP
 * </pre>
 */
public final class SpillOperandStack {

    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    private SpillOperandStack() {}

    /** Rewrites {@code method}, a method of class {@code owner}, in place. */
    public static void in(String owner, MethodNode method) {
        TypedFrames types = TypedFrames.of(owner, method, AwaitCall::is);
        int firstSlot = method.maxLocals;
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            TypeState state = types.before(insn);
            if (state != null && state.stack().size() > 1) {
                moveAside(
                        method,
                        firstSlot,
                        insn,
                        state.stack().subList(0, state.stack().size() - 1));
            }
        }
    }

    private static void moveAside(MethodNode method, int firstSlot, AbstractInsnNode await, List<Object> below) {
        Code code = new Code();
        Temporaries temporaries = new Temporaries(method, firstSlot, code);
        boolean wide = VerificationType.isWide(below.get(0));
        if (below.size() == (wide ? 2 : 1)) {
            moveOneAside(code, temporaries, await, below.get(0), wide);
        } else {
            int top = temporaries.fresh(OBJECT);
            code.storeObject(top);
            temporaries.storeAll(below);
            code.loadObject(top).add(await.clone(Map.of())).storeObject(top);
            temporaries.reloadAll();
            code.loadObject(top);
        }
        method.instructions.insert(await, code.toInsnList());
        method.instructions.remove(await);
    }

    /** The shorter way for a single value, by far the most frequent case. */
    private static void moveOneAside(
            Code code, Temporaries temporaries, AbstractInsnNode await, Object type, boolean wide) {
        if (wide) {
            code.op(Opcodes.DUP_X2).op(Opcodes.POP);
        } else {
            code.op(Opcodes.SWAP);
        }
        temporaries.store(type);
        code.add(await.clone(Map.of()));
        temporaries.reload();
        if (wide) {
            code.op(Opcodes.DUP2_X1).op(Opcodes.POP2);
        } else {
            code.op(Opcodes.SWAP);
        }
    }
}
