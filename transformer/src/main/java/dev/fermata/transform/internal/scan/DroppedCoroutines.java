package dev.fermata.transform.internal.scan;

import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.DiagnosticCode;
import dev.fermata.transform.internal.RuntimeNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds coroutines that nobody takes: the result of a call that is declared to return {@code Coroutine} and is popped at
 * once, and method references to such methods under a functional interface that returns nothing. In every method, also
 * in those that are not asynchronous.
 */
public final class DroppedCoroutines {

    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final String RETURNS_COROUTINE = ")L" + RuntimeNames.COROUTINE + ";";

    private DroppedCoroutines() {}

    /** The coroutines that {@code owner} drops. */
    public static List<Diagnostic> in(ClassNode owner) {
        List<Diagnostic> warnings = new ArrayList<>();
        for (MethodNode method : owner.methods) {
            for (AbstractInsnNode insn : method.instructions) {
                String dropped = droppedBy(insn);
                if (dropped != null) {
                    warnings.add(new Diagnostic(
                            DiagnosticCode.DROPPED_COROUTINE,
                            UsageChecker.locate(owner, method, insn),
                            "the coroutine that " + dropped
                                    + " returns is dropped and never runs; await it with Await.on,"
                                    + " or start it with Tasks.start"));
                }
            }
        }
        return warnings;
    }

    /** The name of the method whose coroutine {@code insn} drops, or null. */
    private static @Nullable String droppedBy(AbstractInsnNode insn) {
        if (insn instanceof MethodInsnNode call) {
            return call.desc.endsWith(RETURNS_COROUTINE) && !isFinished(call) && isPopped(call) ? call.name : null;
        }
        return insn instanceof InvokeDynamicInsnNode dynamic ? droppedByReference(dynamic) : null;
    }

    /** {@code Coroutine.of} and {@code Coroutine.done} have nothing to run. */
    private static boolean isFinished(MethodInsnNode call) {
        return call.owner.equals(RuntimeNames.COROUTINE) && call.getOpcode() == Opcodes.INVOKESTATIC;
    }

    private static boolean isPopped(MethodInsnNode call) {
        AbstractInsnNode next = call.getNext();
        while (next != null && next.getOpcode() < 0) {
            next = next.getNext();
        }
        return next != null && next.getOpcode() == Opcodes.POP;
    }

    private static @Nullable String droppedByReference(InvokeDynamicInsnNode dynamic) {
        return dynamic.bsm.getOwner().equals(METAFACTORY)
                        && dynamic.bsmArgs[1] instanceof Handle target
                        && target.getDesc().endsWith(RETURNS_COROUTINE)
                        && dynamic.bsmArgs[2] instanceof Type signature
                        && signature.getReturnType().getSort() == Type.VOID
                ? target.getName()
                : null;
    }
}
