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
 * ones, of which those that can be overridden only behind a look at the class of the receiver. Also keeps which of them
 * are called.
 *
 * <p>Between normalisation and emission a direct call is a call of the body, or of the method that looks at the class,
 * with nothing but the parameters of the method, which returns an object.
 */
public final class DirectCalls {

    private static final int SEALED = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;

    /** A body that is called directly has two more parameters, its frame and the depth. */
    private static final int ADDED_SLOTS = 2;

    private final String owner;
    private final Map<String, Callee> candidates = new HashMap<>();
    private final Map<String, Callee> targets = new HashMap<>();
    private final Set<AsyncMethod> called = new HashSet<>();

    /**
     * A method that may be called directly.
     *
     * @param method the method that users wrote
     * @param overridable whether the receiver may have another one
     */
    public record Callee(AsyncMethod method, boolean overridable) {

        private String target() {
            return overridable ? RuntimeNames.gateOf(method.number()) : method.bodyName();
        }
    }

    private DirectCalls(String owner) {
        this.owner = owner;
    }

    /** Those among {@code methods}, all of class {@code node}. */
    public static DirectCalls among(List<AsyncMethod> methods, ClassNode node) {
        DirectCalls calls = new DirectCalls(node.name);
        boolean hasInstances = (node.access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT)) == 0;
        for (AsyncMethod method : methods) {
            Callee callee = new Callee(method, isOverridable(method, node));
            if (method.kind() == AsyncKind.COROUTINE
                    && (!callee.overridable || hasInstances)
                    && method.hasRoomFor(ADDED_SLOTS)) {
                calls.candidates.put(method.node().name + method.node().desc, callee);
                calls.targets.put(callee.target() + withObject(method.node().desc), callee);
            }
        }
        return calls;
    }

    private static boolean isOverridable(AsyncMethod method, ClassNode node) {
        return ((node.access & Opcodes.ACC_FINAL) | (method.node().access & SEALED)) == 0;
    }

    /** The method that {@code insn} calls, if it may be called directly; else null. */
    public @Nullable Callee calleeOf(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call && call.owner.equals(owner)
                ? candidates.get(call.name + call.desc)
                : null;
    }

    /** Makes {@code call} a direct one of {@code callee}. */
    public void redirect(MethodInsnNode call, Callee callee) {
        call.name = callee.target();
        call.desc = withObject(call.desc);
        called.add(callee.method);
    }

    /** The method that {@code insn} calls directly; null if it does not. */
    public @Nullable Callee directCalleeOf(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call && call.owner.equals(owner)
                ? targets.get(call.name + call.desc)
                : null;
    }

    /** True if a method calls {@code method} directly. */
    public boolean isCalled(AsyncMethod method) {
        return called.contains(method);
    }

    /** True if a method calls {@code method} directly and has to look at the class of the receiver first. */
    public boolean needsGate(AsyncMethod method) {
        Callee callee = candidates.get(method.node().name + method.node().desc);
        return isCalled(method) && callee != null && callee.overridable;
    }

    private static String withObject(String descriptor) {
        return Type.getMethodDescriptor(Type.getType(Object.class), Type.getArgumentTypes(descriptor));
    }
}
