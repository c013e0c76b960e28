package dev.fermata.it.realcode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Turns every eligible method of one class into an async body, {@link AsyncBody}, and a blocking bridge under the old
 * name that runs it to its end. The result is what javac would have made of a source with {@code @Async} methods.
 */
final class Asyncify {

    private static final int NEVER =
            Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_BRIDGE;

    private final byte[] plain;
    private final long seed;

    /** Names of methods whose async body would be too large. */
    private final Set<String> tooLarge = new HashSet<>();

    private Counts counts = Counts.NONE;

    Asyncify(byte[] plain, long seed) {
        this.plain = plain;
        this.seed = seed;
    }

    /** Leaves the method of which {@code name} is the async body as it was. */
    void exclude(String name) {
        if (!name.endsWith(AsyncBody.SUFFIX)
                || !tooLarge.add(name.substring(0, name.length() - AsyncBody.SUFFIX.length()))) {
            throw new AssertionError(name + " cannot be left as it was");
        }
    }

    Counts counts() {
        return counts;
    }

    /** The rewritten class, to be transformed; the class as it was if nothing in it is eligible. */
    byte[] rewrite() {
        while (true) {
            try {
                return attempt();
            } catch (MethodTooLargeException e) {
                exclude(e.getMethodName());
            }
        }
    }

    private byte[] attempt() {
        ClassNode node = new ClassNode();
        new ClassReader(plain).accept(node, 0);
        List<MethodNode> eligible =
                node.methods.stream().filter(this::isEligible).toList();
        counts = new Counts(eligible.isEmpty() ? 0 : 1, 0, 0, 0, tooLarge.size());
        if (eligible.isEmpty()) {
            return plain;
        }
        Random random = new Random(seed ^ node.name.hashCode());
        List<MethodNode> bodies = new ArrayList<>();
        for (MethodNode method : eligible) {
            AsyncBody body = new AsyncBody(node, method, call -> reachesOneOf(eligible, call, node), random);
            bodies.add(body.make());
            counts = counts.plus(body.counts());
        }
        eligible.forEach(method -> makeBridge(node, method));
        node.methods.addAll(bodies);
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }

    private boolean isEligible(MethodNode method) {
        if (method.name.startsWith("<") || (method.access & NEVER) != 0 || tooLarge.contains(method.name)) {
            return false;
        }
        boolean calls = false;
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction.getOpcode() == Opcodes.MONITORENTER) {
                return false;
            }
            calls |= instruction instanceof MethodInsnNode;
        }
        return calls;
    }

    private static boolean reachesOneOf(List<MethodNode> eligible, MethodInsnNode call, ClassNode owner) {
        return call.owner.equals(owner.name)
                && eligible.stream()
                        .anyMatch(method -> method.name.equals(call.name)
                                && method.desc.equals(call.desc)
                                && ((method.access | owner.access & Opcodes.ACC_FINAL)
                                                & (Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL))
                                        != 0);
    }

    private static void makeBridge(ClassNode owner, MethodNode method) {
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        InsnList code = new InsnList();
        int variables = 0;
        if (!isStatic) {
            code.add(new VarInsnNode(Opcodes.ALOAD, variables++));
        }
        for (Type parameter : Type.getArgumentTypes(method.desc)) {
            code.add(new VarInsnNode(parameter.getOpcode(Opcodes.ILOAD), variables));
            variables += parameter.getSize();
        }
        code.add(new MethodInsnNode(
                isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL,
                owner.name,
                AsyncBody.name(method.name),
                AsyncBody.descriptor(method.desc),
                (owner.access & Opcodes.ACC_INTERFACE) != 0));
        code.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                Type.getInternalName(Driver.class),
                "run",
                "(Ldev/fermata/Coroutine;)Ljava/lang/Object;"));
        Type returned = Type.getReturnType(method.desc);
        code.add(Values.unbox(returned));
        code.add(new InsnNode(returned.getOpcode(Opcodes.IRETURN)));
        method.instructions = code;
        method.tryCatchBlocks.clear();
        method.localVariables = null;
        method.visibleLocalVariableAnnotations = null;
        method.invisibleLocalVariableAnnotations = null;
        method.maxStack = variables + 2;
        method.maxLocals = variables;
    }
}
