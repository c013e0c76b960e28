package dev.fermata.transform.internal.scan;

import dev.fermata.transform.internal.RuntimeNames;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The methods of a class whose bodies its other methods may call directly where they await what they call at once: cold
 * ones that no other class can override. Also keeps which of them are called.
 *
 * <p>Between normalisation and emission a direct call is a call of the body with nothing but the parameters of the
 * method, which returns an object.
 */
public final class DirectCalls {

    private static final int SEALED = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;

    private final String owner;
    private final Map<String, AsyncMethod> candidates = new HashMap<>();
    private final Map<String, AsyncMethod> bodies = new HashMap<>();
    private final Set<AsyncMethod> called = new HashSet<>();

    private DirectCalls(String owner) {
        this.owner = owner;
    }

    /** Those among {@code methods}, all of class {@code node}. */
    public static DirectCalls among(List<AsyncMethod> methods, ClassNode node) {
        DirectCalls calls = new DirectCalls(node.name);
        for (AsyncMethod method : methods) {
            boolean sealed = ((node.access & Opcodes.ACC_FINAL) | (method.node().access & SEALED)) != 0;
            if (method.kind() == AsyncKind.COROUTINE && sealed) {
                calls.candidates.put(method.node().name + method.node().desc, method);
                calls.bodies.put(RuntimeNames.bodyOf(method.node().name) + withObject(method.node().desc), method);
            }
        }
        return calls;
    }

    /** The method that {@code insn} calls, if its body may be called in its place; else null. */
    public @Nullable AsyncMethod calleeOf(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call && call.owner.equals(owner)
                ? candidates.get(call.name + call.desc)
                : null;
    }

    /** Makes {@code call} one of the body of {@code callee}. */
    public void redirect(MethodInsnNode call, AsyncMethod callee) {
        call.name = RuntimeNames.bodyOf(call.name);
        call.desc = withObject(call.desc);
        called.add(callee);
    }

    /** The method whose body {@code insn} calls; null if it does not call one. */
    public @Nullable AsyncMethod bodyCalledBy(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call && call.owner.equals(owner)
                ? bodies.get(call.name + call.desc)
                : null;
    }

    /** True if a method calls the body of {@code method} directly. */
    public boolean isCalled(AsyncMethod method) {
        return called.contains(method);
    }

    private static String withObject(String descriptor) {
        return Type.getMethodDescriptor(Type.getType(Object.class), Type.getArgumentTypes(descriptor));
    }
}
