package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.plan.SpillPlan.Cast;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Emits for an interface what {@link RetypingEmitter} emits for a class. An interface can have no private fields, so a class
 * of its package has them. It travels in the constant pool of the interface and is defined at the first use, by an
 * {@code invokedynamic} that afterwards does nothing: in that way an agent can add it, too.
 *
 * <pre>
 *   private static Hidden $fermata$retyped(Object value) {
 *       Hooks.companion("the class file");                    // when this is linked
 *       return Reader$fermata$Box.$fermata$retyped(value);
 *   }
 * </pre>
 */
final class CompanionEmitter {

    private static final String NOTHING = "()V";
    private static final Handle COMPANION = new Handle(
            Opcodes.H_INVOKESTATIC,
            RuntimeNames.HOOKS,
            RuntimeNames.HOOKS_COMPANION,
            RuntimeNames.HOOKS_COMPANION_DESCRIPTOR,
            false);

    private final String name;
    private final SortedMap<String, Cast> types;

    /** For the interface {@code owner}; {@code types} as internal names or array descriptors. */
    CompanionEmitter(String owner, SortedMap<String, Cast> types) {
        name = owner + RuntimeNames.COMPANION_SUFFIX;
        this.types = types;
    }

    /** The methods of the interface. */
    List<MethodNode> methods() {
        String classFile = types.isEmpty() ? "" : new String(classFile(), StandardCharsets.ISO_8859_1);
        return types.entrySet().stream()
                .map(type -> method(type.getKey(), type.getValue(), classFile))
                .toList();
    }

    private MethodNode method(String type, Cast cast, String classFile) {
        MethodNode method = RetypingEmitter.empty(Opcodes.ACC_PRIVATE, type);
        method.instructions = RetypingEmitter.begin(method, type, cast)
                .add(new InvokeDynamicInsnNode(RuntimeNames.COMPANION_SUFFIX, NOTHING, COMPANION, classFile))
                .loadObject(0)
                .callStatic(name, RuntimeNames.RETYPING_METHOD, RetypingEmitter.descriptor(type))
                .op(Opcodes.ARETURN)
                .toInsnList();
        return method;
    }

    private byte[] classFile() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V1_8,
                Opcodes.ACC_SUPER | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC,
                name,
                null,
                "java/lang/Object",
                null);
        for (String type : types.keySet()) {
            RetypingEmitter retyping = new RetypingEmitter(name, type);
            retyping.box().accept(writer);
            retyping.method(0, Cast.HIDDEN).accept(writer);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }
}
