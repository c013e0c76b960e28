package dev.fermata.it.realcode;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Makes the async twin of one method.
 *
 * <pre>
 *   boolean has(K k) {                     @Async private Coroutine has$co(K k) {
 *                                              Points.arrived(Await.on(Points.awaitable()));   // here and there
 *       return find(k) != null;                return Coroutine.of((Node) Await.on(find$co(k)) != null);
 *   }                                      }
 * </pre>
 *
 * Awaits stand before and after many calls, and before some instructions of all other kinds, whatever the operand stack
 * holds. A call of a twin of the same class becomes an await of its coroutine, or a tail call.
 */
final class AsyncBody {

    static final String SUFFIX = "$co";

    private static final double BEFORE_CALL = 0.5;
    private static final double AFTER_CALL = 0.15;
    private static final double ELSEWHERE = 0.04;
    private static final double AWAIT_TWIN = 0.5;
    private static final String POINTS = Type.getInternalName(Points.class);
    private static final String AWAITABLE = "Ldev/fermata/Awaitable;";
    private static final String STAGE = "Ljava/util/concurrent/CompletionStage;";

    private final ClassNode owner;
    private final MethodNode plain;
    private final Predicate<MethodInsnNode> hasTwin;
    private final Random random;
    private final MethodNode body;
    private int points;
    private int tailCalls;

    /** The return that a tail call has replaced; it is met after the call. */
    private AbstractInsnNode removed;

    /** {@code hasTwin} tells which calls cannot but reach a method of {@code owner} that gets a twin too. */
    AsyncBody(ClassNode owner, MethodNode plain, Predicate<MethodInsnNode> hasTwin, Random random) {
        this.owner = owner;
        this.plain = plain;
        this.hasTwin = hasTwin;
        this.random = random;
        this.body = copy(plain);
    }

    /** The method {@code has$co}. */
    MethodNode make() {
        for (AbstractInsnNode instruction : body.instructions.toArray()) {
            rewrite(instruction);
        }
        body.maxStack += 3;
        return body;
    }

    Counts counts() {
        return new Counts(0, 1, points, tailCalls, 0);
    }

    static String name(String plain) {
        return plain + SUFFIX;
    }

    static String descriptor(String plain) {
        return plain.substring(0, plain.indexOf(')') + 1) + "Ldev/fermata/Coroutine;";
    }

    private static MethodNode copy(MethodNode plain) {
        int access = Opcodes.ACC_PRIVATE | plain.access & Opcodes.ACC_STATIC;
        MethodNode copy = new MethodNode(access, name(plain.name), descriptor(plain.desc), null, null);
        plain.accept(copy);
        copy.visibleAnnotations = List.of(new AnnotationNode("Ldev/fermata/Async;"));
        copy.invisibleAnnotations = null;
        copy.visibleParameterAnnotations = null;
        copy.invisibleParameterAnnotations = null;
        copy.visibleTypeAnnotations = null;
        copy.invisibleTypeAnnotations = null;
        return copy;
    }

    private void rewrite(AbstractInsnNode instruction) {
        if (instruction.getOpcode() < 0 || instruction == removed) {
            return;
        }
        boolean call = instruction instanceof MethodInsnNode || instruction instanceof InvokeDynamicInsnNode;
        if (random.nextDouble() < (call ? BEFORE_CALL : ELSEWHERE)) {
            body.instructions.insertBefore(instruction, point());
        }
        if (call && random.nextDouble() < AFTER_CALL) {
            body.instructions.insert(instruction, point());
        }
        if (isReturn(instruction)) {
            body.instructions.insertBefore(instruction, result());
            body.instructions.set(instruction, new InsnNode(Opcodes.ARETURN));
        } else if (instruction instanceof MethodInsnNode method
                && hasTwin.test(method)
                && random.nextDouble() < AWAIT_TWIN) {
            callTwin(method);
        }
    }

    private InsnList point() {
        points++;
        boolean stage = random.nextInt(4) == 0;
        InsnList code = new InsnList();
        code.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC, POINTS, stage ? "stage" : "awaitable", "()" + (stage ? STAGE : AWAITABLE)));
        code.add(await(stage ? STAGE : AWAITABLE));
        code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, POINTS, "arrived", "(Ljava/lang/Object;)V"));
        return code;
    }

    private static MethodInsnNode await(String type) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, "dev/fermata/Await", "on", "(" + type + ")Ljava/lang/Object;");
    }

    private InsnList result() {
        InsnList code = Values.box(Type.getReturnType(plain.desc));
        code.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                "dev/fermata/Coroutine",
                "of",
                "(Ljava/lang/Object;)Ldev/fermata/Coroutine;",
                false));
        return code;
    }

    private void callTwin(MethodInsnNode call) {
        AbstractInsnNode next = call.getNext();
        InsnList code = new InsnList();
        if (canBeTailCall(call, next)) {
            tailCalls++;
            code.add(new InsnNode(Opcodes.ARETURN));
            body.instructions.remove(next);
            removed = next;
        } else {
            points++;
            code.add(await(AWAITABLE));
            code.add(Values.unbox(Type.getReturnType(call.desc)));
        }
        body.instructions.insert(call, code);
        int opcode = call.getOpcode() == Opcodes.INVOKESTATIC ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL;
        body.instructions.set(
                call, new MethodInsnNode(opcode, owner.name, name(call.name), descriptor(call.desc), call.itf));
    }

    /** What a tail call fails with is not thrown in the method that made it: none leaves a try block. */
    private boolean canBeTailCall(MethodInsnNode call, AbstractInsnNode next) {
        Type returned = Type.getReturnType(plain.desc);
        boolean fits = returned.getSort() >= Type.ARRAY
                || Type.getReturnType(call.desc).equals(returned);
        return fits && next != null && isReturn(next) && plain.tryCatchBlocks.isEmpty();
    }

    private static boolean isReturn(AbstractInsnNode instruction) {
        return instruction.getOpcode() >= Opcodes.IRETURN && instruction.getOpcode() <= Opcodes.RETURN;
    }
}
