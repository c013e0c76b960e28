package dev.fermata.transform.internal.normalize;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.scan.AwaitCall;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Makes an await of every {@code Yield}: handing out an element is a suspension like any other.
 *
 * <pre>
 *   …, element           …, element
 *   Yield.value     →    Hooks.yieldValue
 *                        Await.on; POP
 * </pre>
 */
public final class LowerYields {

    private LowerYields() {}

    /** Rewrites {@code method} in place. */
    public static void in(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (AwaitCall.isYield(insn)) {
                MethodInsnNode call = (MethodInsnNode) insn;
                method.instructions.insertBefore(call, lowered(call).toInsnList());
                method.instructions.remove(call);
            }
        }
    }

    private static Code lowered(MethodInsnNode call) {
        Code code = new Code();
        if (call.name.equals(RuntimeNames.YIELD_VALUE)) {
            code.callStatic(
                    RuntimeNames.HOOKS, RuntimeNames.HOOKS_YIELD_VALUE, RuntimeNames.HOOKS_YIELD_VALUE_DESCRIPTOR);
        } else {
            String elements = Type.getArgumentTypes(call.desc)[0].getInternalName();
            code.callStatic(
                    RuntimeNames.HOOKS, RuntimeNames.HOOKS_YIELD_ALL, RuntimeNames.hooksYieldAllDescriptor(elements));
        }
        return Awaits.add(code, RuntimeNames.AWAITABLE).op(Opcodes.POP);
    }
}
