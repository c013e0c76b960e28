package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.scan.AsyncMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Turns the returns of the original method into those of its body.
 *
 * <pre>
 *   Coroutine.of; ARETURN    →  Hooks.result; ARETURN       // no object is made
 *   ARETURN                  →  Hooks.tail; ARETURN         // outside every try range: what the returned instance fails
 *                                                           // with is not thrown here
 * </pre>
 */
final class ReturnEmitter {

    private ReturnEmitter() {}

    /** Rewrites {@code code}, the code of {@code method}, in place; returns what no try range may cover. */
    static List<CodeRange> emit(AsyncMethod method, InsnList code) {
        List<CodeRange> uncovered = new ArrayList<>();
        for (AbstractInsnNode insn : code.toArray()) {
            if (insn.getOpcode() == Opcodes.ARETURN) {
                MethodInsnNode wrapper = wrapperBefore(insn);
                if (wrapper != null) {
                    code.insertBefore(wrapper, unwrapped(wrapper));
                    code.remove(wrapper);
                } else {
                    CodeRange tail = new CodeRange(new LabelNode(), new LabelNode());
                    code.insertBefore(insn, tailCall(method.kind().tailType(), tail.from()));
                    code.insert(insn, tail.to());
                    uncovered.add(tail);
                }
            }
        }
        return uncovered;
    }

    private static InsnList tailCall(String tailType, LabelNode start) {
        return new Code()
                .at(start)
                .callStatic(RuntimeNames.HOOKS, RuntimeNames.HOOKS_TAIL, RuntimeNames.hooksTailDescriptor(tailType))
                .toInsnList();
    }

    private static InsnList unwrapped(MethodInsnNode wrapper) {
        Code code = new Code();
        if (wrapper.name.equals(RuntimeNames.DONE)) {
            return code.op(Opcodes.ACONST_NULL).toInsnList();
        }
        return code.callStatic(RuntimeNames.HOOKS, RuntimeNames.HOOKS_RESULT, RuntimeNames.HOOKS_RESULT_DESCRIPTOR)
                .toInsnList();
    }

    /** The call that wrapped the returned value, if nothing can come between it and the return. */
    private static @Nullable MethodInsnNode wrapperBefore(AbstractInsnNode exit) {
        AbstractInsnNode before = exit.getPrevious();
        while (before != null && before.getOpcode() < 0) {
            if (before instanceof FrameNode) {
                return null;
            }
            before = before.getPrevious();
        }
        return before instanceof MethodInsnNode call && isWrapper(call) ? call : null;
    }

    private static boolean isWrapper(MethodInsnNode call) {
        return is(call, RuntimeNames.COROUTINE, RuntimeNames.COROUTINE_OF, RuntimeNames.COROUTINE_OF_DESCRIPTOR)
                || is(
                        call,
                        RuntimeNames.COMPLETABLE_FUTURE,
                        RuntimeNames.COMPLETED_FUTURE,
                        RuntimeNames.COMPLETED_FUTURE_DESCRIPTOR)
                || (RuntimeNames.ASYNC_RETURN_TYPES.contains(call.owner)
                        && is(call, call.owner, RuntimeNames.DONE, RuntimeNames.doneDescriptor(call.owner)));
    }

    private static boolean is(MethodInsnNode call, String owner, String name, String descriptor) {
        return call.owner.equals(owner) && call.name.equals(name) && call.desc.equals(descriptor);
    }
}
