package dev.fermata.transform.internal.normalize;

import dev.fermata.transform.internal.analysis.TypedFrames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.asm.VerificationType;
import dev.fermata.transform.internal.scan.AwaitCall;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Moves the allocation of an object behind the awaits among its constructor's arguments: an object that is not
 * initialised cannot be stored anywhere (JVMS 4.10.1.9, {@code putfield}), so it cannot outlive a suspension.
 *
 * <pre>
 *   NEW A                 NEW A; POP          // still initialises A before the arguments are evaluated
 *                         ACONST_NULL         // the stand-in for the object
 *   DUP                →  DUP
 *   arguments             arguments
 *   A.&lt;init&gt;              arguments to temporaries; drop the stand-ins
 *                         NEW A; DUP; arguments back; A.&lt;init&gt;
 * </pre>
 *
 * <p>Stand-ins are moved around by the code between like the object itself; wherever one is when the constructor is
 * called, on the stack or in a variable, the object is put.
 */
public final class DelayConstruction {

    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    private final MethodNode method;
    private final TypedFrames types;
    private final int firstSlot;

    private DelayConstruction(String owner, MethodNode method) {
        this.method = method;
        types = TypedFrames.of(owner, method, insn -> AwaitCall.is(insn) || isConstructorCall(insn));
        firstSlot = method.maxLocals;
    }

    /** Rewrites {@code method}, a method of class {@code owner}, in place. */
    public static void in(String owner, MethodNode method) {
        new DelayConstruction(owner, method).rewrite();
    }

    private void rewrite() {
        Set<AbstractInsnNode> delayed = allocationsAcrossAwaits();
        if (delayed.isEmpty()) {
            return;
        }
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (delayed.contains(insn)) {
                method.instructions.insert(
                        insn, new Code().op(Opcodes.POP).op(Opcodes.ACONST_NULL).toInsnList());
            } else if (insn instanceof FrameNode frame) {
                frame.local = withStandIns(frame.local, delayed);
                frame.stack = withStandIns(frame.stack, delayed);
            } else if (isConstructorCall(insn)) {
                delay((MethodInsnNode) insn, delayed);
            }
        }
    }

    private Set<AbstractInsnNode> allocationsAcrossAwaits() {
        Set<AbstractInsnNode> allocations = new HashSet<>();
        for (AbstractInsnNode insn : method.instructions) {
            TypeState state = AwaitCall.is(insn) ? types.before(insn) : null;
            if (state != null) {
                collect(state.stack(), allocations);
                collect(state.locals(), allocations);
            }
        }
        return allocations;
    }

    private void collect(List<Object> slots, Set<AbstractInsnNode> allocations) {
        for (Object type : slots) {
            if (VerificationType.isUninitialized(type)) {
                allocations.add(types.allocationOf(type));
            }
        }
    }

    private List<Object> withStandIns(List<Object> entries, Set<AbstractInsnNode> delayed) {
        return entries.stream()
                .map(type -> type instanceof LabelNode label && delayed.contains(types.allocationOf(label.getLabel()))
                        ? Opcodes.NULL
                        : type)
                .toList();
    }

    private void delay(MethodInsnNode constructor, Set<AbstractInsnNode> delayed) {
        TypeState state = types.before(constructor);
        if (state == null) {
            return;
        }
        int arguments = (Type.getArgumentsAndReturnSizes(constructor.desc) >> 2) - 1;
        int receiver = state.stack().size() - arguments - 1;
        Object standIn = state.stack().get(receiver);
        if (!VerificationType.isUninitialized(standIn) || !delayed.contains(types.allocationOf(standIn))) {
            return;
        }
        String type = ((TypeInsnNode) types.allocationOf(standIn)).desc;
        Code code = new Code();
        Temporaries ofArguments = new Temporaries(method, firstSlot, code);
        int object = ofArguments.fresh(OBJECT);
        ofArguments.storeAll(typesWithStandInsAsNull(
                state.stack().subList(receiver + 1, state.stack().size()), delayed));

        List<Object> below = state.stack().subList(0, receiver);
        int lowest = below.contains(standIn) ? below.indexOf(standIn) : receiver;
        Temporaries ofStack = new Temporaries(method, ofArguments.fresh(OBJECT), code);
        List<Object> moved = typesWithStandInsAsNull(below.subList(lowest, receiver), delayed);
        code.op(Opcodes.POP);
        ofStack.storeAll(moved);

        code.make(type).op(Opcodes.DUP);
        ofArguments.reloadAll();
        code.add(constructor.clone(java.util.Map.of())).storeObject(object);
        for (int index = lowest; index < receiver; index += VerificationType.isWide(below.get(index)) ? 2 : 1) {
            if (below.get(index).equals(standIn)) {
                ofStack.discard();
                code.loadObject(object);
            } else {
                ofStack.reload();
            }
        }
        for (int slot = 0; slot < state.locals().size(); slot++) {
            if (state.local(slot).equals(standIn)) {
                code.loadObject(object).storeObject(slot);
            }
        }
        method.instructions.insert(constructor, code.toInsnList());
        method.instructions.remove(constructor);
    }

    /** Other objects whose construction is under way are stand-ins at this point, too. */
    private List<Object> typesWithStandInsAsNull(List<Object> slots, Set<AbstractInsnNode> delayed) {
        return slots.stream()
                .map(type -> VerificationType.isUninitialized(type) && delayed.contains(types.allocationOf(type))
                        ? Opcodes.NULL
                        : type)
                .toList();
    }

    private static boolean isConstructorCall(AbstractInsnNode insn) {
        return insn.getOpcode() == Opcodes.INVOKESPECIAL && ((MethodInsnNode) insn).name.equals("<init>");
    }
}
