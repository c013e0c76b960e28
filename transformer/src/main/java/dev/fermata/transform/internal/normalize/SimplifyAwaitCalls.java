package dev.fermata.transform.internal.normalize;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.scan.AwaitCall;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Drops the exception classes that only the compiler needs.
 *
 * <pre>
 *   …, awaited, class            …, awaited, class
 *   Await.on(awaited, class)  →  POP
 *                                Await.on(awaited)
 * </pre>
 */
public final class SimplifyAwaitCalls {

    private SimplifyAwaitCalls() {}

    /** Rewrites {@code method} in place. */
    public static void in(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (AwaitCall.is(insn)) {
                MethodInsnNode call = (MethodInsnNode) insn;
                for (int i = AwaitCall.exceptionClasses(call); i > 0; i--) {
                    method.instructions.insertBefore(call, new InsnNode(Opcodes.POP));
                }
                call.desc = RuntimeNames.awaitOnDescriptor(AwaitCall.awaitedType(call));
            }
        }
    }
}
