package dev.fermata.transform.internal.scan;

import dev.fermata.transform.internal.RuntimeNames;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Recognises calls of {@code Await} and {@code Yield}. */
public final class AwaitCall {

    private AwaitCall() {}

    /** True if {@code insn} calls any overload of {@code Await.on}. */
    public static boolean is(AbstractInsnNode insn) {
        return insn.getOpcode() == Opcodes.INVOKESTATIC
                && insn instanceof MethodInsnNode call
                && call.owner.equals(RuntimeNames.AWAIT)
                && call.name.equals(RuntimeNames.AWAIT_ON);
    }

    /** True if {@code insn} calls {@code Await.each}. */
    public static boolean isEach(AbstractInsnNode insn) {
        return insn.getOpcode() == Opcodes.INVOKESTATIC
                && insn instanceof MethodInsnNode call
                && call.owner.equals(RuntimeNames.AWAIT)
                && call.name.equals(RuntimeNames.AWAIT_EACH);
    }

    /** True if {@code insn} calls any method of {@code Yield}. */
    public static boolean isYield(AbstractInsnNode insn) {
        return insn.getOpcode() == Opcodes.INVOKESTATIC
                && insn instanceof MethodInsnNode call
                && call.owner.equals(RuntimeNames.YIELD);
    }

    /** The internal name of the type that the overload takes: one of {@link RuntimeNames#AWAITED_TYPES}. */
    public static String awaitedType(AbstractInsnNode call) {
        return arguments(call)[0].getInternalName();
    }

    /** True if {@code call} awaits what a body has returned that was called directly: see {@link DirectCalls}. */
    public static boolean isOfDirectCall(MethodInsnNode call) {
        return call.desc.equals(RuntimeNames.AWAIT_RESULT_DESCRIPTOR);
    }

    /** How many exception classes the overload takes after what is awaited. */
    public static int exceptionClasses(AbstractInsnNode call) {
        return arguments(call).length - 1;
    }

    private static Type[] arguments(AbstractInsnNode call) {
        return Type.getArgumentTypes(((MethodInsnNode) call).desc);
    }
}
