package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.asm.VerificationType;
import dev.fermata.transform.internal.plan.Slot;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.scan.AsyncMethod;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Emits the methods through which the runtime re-enters a class: one switch over all its bodies, and the lambda
 * that leads there. A frame of no method asks where a method's suspension points are ({@link WhereEmitter}). There is one lambda for a class, behind a method of its own, as each {@code invokedynamic}
 * instruction would make a class of its own.
 *
 * <pre>
 *   private static Entry $fermata$entry() { return C::$fermata$resume; }
 *
 *   private static Object $fermata$resume(Frame frame, int depth) throws Throwable {
 *       switch (frame.method()) {
 *           case 0: return ((C) ((R1P0) frame).r0).fetch$async(uri, (R1P0) frame, depth);
 *           …
 *           default: return $fermata$where(frame.state);
 * </pre>
 *
 * A cold body gets its parameters out of the frame when it starts, so that a debugger sees them where it is entered, and so
 * that it may use a smaller shape of frame; when it goes on, and a hot one always, it gets defaults and restores what it
 * needs itself.
 */
final class ClassEntryEmitter {

    static final String ENTRY_METHOD_DESCRIPTOR = "()L" + RuntimeNames.ENTRY + ";";

    private static final List<Object> LOCALS = List.of(RuntimeNames.FRAME, Opcodes.INTEGER);
    private static final int ACCESS = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    private static final Handle METAFACTORY = new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/LambdaMetafactory",
            "metafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);

    private ClassEntryEmitter() {}

    /** The method that returns the class's {@code Entry}. */
    static MethodNode entry(String owner, boolean ownerIsInterface) {
        MethodNode method = new MethodNode(ACCESS, RuntimeNames.ENTRY_METHOD, ENTRY_METHOD_DESCRIPTOR, null, null);
        Type resumeType = Type.getMethodType(RuntimeNames.ENTRY_RESUME_DESCRIPTOR);
        Handle target = new Handle(
                Opcodes.H_INVOKESTATIC,
                owner,
                RuntimeNames.RESUME_METHOD,
                RuntimeNames.ENTRY_RESUME_DESCRIPTOR,
                ownerIsInterface);
        method.instructions = new Code()
                .add(new InvokeDynamicInsnNode(
                        RuntimeNames.ENTRY_RESUME,
                        ENTRY_METHOD_DESCRIPTOR,
                        METAFACTORY,
                        resumeType,
                        target,
                        resumeType))
                .op(Opcodes.ARETURN)
                .toInsnList();
        return method;
    }

    /** The method that runs the body which a frame belongs to; {@code plans} in the order of their methods' numbers. */
    static MethodNode resume(List<StateMachinePlan> plans) {
        MethodNode method = new MethodNode(
                ACCESS, RuntimeNames.RESUME_METHOD, RuntimeNames.ENTRY_RESUME_DESCRIPTOR, null, new String[] {
                    "java/lang/Throwable"
                });
        TypeState state = new TypeState(LOCALS, List.of());
        List<LabelNode> labels = plans.stream().map(plan -> new LabelNode()).toList();
        LabelNode unknown = new LabelNode();
        Code code = new Code()
                .loadObject(0)
                .callVirtual(RuntimeNames.FRAME, RuntimeNames.FRAME_METHOD, RuntimeNames.FRAME_METHOD_DESCRIPTOR)
                .tableSwitch(0, labels, unknown);
        for (int index = 0; index < labels.size(); index++) {
            code.at(labels.get(index), state);
            callBody(code, plans.get(index));
        }
        AsyncMethod any = plans.get(0).method();
        method.instructions = code.at(unknown, state)
                .loadObject(0)
                .getField(RuntimeNames.FRAME, RuntimeNames.FRAME_STATE, RuntimeNames.FRAME_STATE_DESCRIPTOR)
                .callStatic(
                        any.owner(), RuntimeNames.WHERE_METHOD, RuntimeNames.WHERE_DESCRIPTOR, any.ownerIsInterface())
                .op(Opcodes.ARETURN)
                .toInsnList();
        return method;
    }

    private static void callBody(Code code, StateMachinePlan plan) {
        BodySignature signature = BodySignature.of(plan);
        SpillEmitter spills = SpillEmitter.ofBody(plan);
        List<Object> stack = new ArrayList<>();
        if (!plan.method().isStatic()) {
            spills.load(spills.loadFrame(code, 0), StateMachinePlan.RECEIVER);
            code.cast(plan.method().owner());
            stack.add(plan.method().owner());
        }
        if (plan.start().spilled().isEmpty()) {
            pushDefaults(code, plan);
        } else {
            pushParameters(code, plan, stack);
        }
        spills.loadFrame(code, 0);
        if (signature.hasDepth()) {
            code.loadInt(1);
        }
        if (plan.calledDirectly()) {
            code.push(ResumeDispatchEmitter.WITH_FRAME).op(Opcodes.IADD);
        }
        signature.call(code);
        code.op(Opcodes.ARETURN);
    }

    private static void pushDefaults(Code code, StateMachinePlan plan) {
        for (Type type : plan.method().parameterTypes()) {
            code.pushDefault(type);
        }
    }

    /** As they are in the frame if the body has not started; {@code stack} lies below. */
    private static void pushParameters(Code code, StateMachinePlan plan, List<Object> stack) {
        SpillEmitter spills = SpillEmitter.ofStart(plan);
        LabelNode started = new LabelNode();
        LabelNode call = new LabelNode();
        code.loadObject(0)
                .getField(RuntimeNames.FRAME, RuntimeNames.FRAME_STATE, RuntimeNames.FRAME_STATE_DESCRIPTOR)
                .jump(Opcodes.IFNE, started);
        List<Object> pushed = new ArrayList<>(stack);
        int slot = plan.method().isStatic() ? 0 : 1;
        for (Type type : plan.method().parameterTypes()) {
            pushParameter(code, plan, spills, type, slot);
            slot += type.getSize();
            pushed.addAll(VerificationType.slotsOf(type));
        }
        for (Slot cleared : plan.start().cleared()) {
            spills.clear(spills.loadFrame(code, 0), cleared);
        }
        code.jump(call).at(started, new TypeState(LOCALS, stack));
        pushDefaults(code, plan);
        code.at(call, new TypeState(LOCALS, pushed));
    }

    private static void pushParameter(Code code, StateMachinePlan plan, SpillEmitter spills, Type type, int slot) {
        plan.start().spilled().stream()
                .filter(parameter -> parameter.local() == slot)
                .findFirst()
                .ifPresentOrElse(
                        parameter -> spills.push(spills.loadFrame(code, 0), parameter), () -> code.pushDefault(type));
    }
}
