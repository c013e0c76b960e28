package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.plan.Slot;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.scan.AsyncMethod;
import java.util.List;
import java.util.function.BiConsumer;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Emits the methods through which the runtime re-enters a class: one switch over all its bodies for those that go on, one for
 * those that start, and the lambda that leads there. There is one lambda for a class, behind a method of its own, as each
 * {@code invokedynamic} instruction would make a class of its own.
 *
 * <pre>
 *   private static Entry $fermata$entry() { return C::$fermata$resume; }
 *
 *   private static Object $fermata$resume(Frame frame, int depth) throws Throwable {
 *       if (frame.state == 0) return $fermata$start(frame, depth);
 *       switch (frame.method()) {
 *           case 0: return ((C) ((R1P0) frame).r0).fetch$async(null, (R1P0) frame, depth);
 *           …
 *           default: return $fermata$where(frame.state);
 * </pre>
 *
 * A cold body gets its parameters out of the frame when it starts, so that a debugger sees them where it is entered, and so
 * that it may use a smaller shape of frame; when it goes on, and a hot one always, it gets defaults and restores what it
 * needs itself. The two switches are apart so that the one that every resumption passes is small enough to be inlined.
 *
 * <p>A frame of no method asks where the suspension points are of the method whose number its state is ({@link
 * WhereEmitter}): of the first one, whose number is 0, by way of the switch that starts.
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
        AsyncMethod any = plans.get(0).method();
        LabelNode suspended = new LabelNode();
        Code code = new Code()
                .loadObject(0)
                .getField(RuntimeNames.FRAME, RuntimeNames.FRAME_STATE, RuntimeNames.FRAME_STATE_DESCRIPTOR)
                .jump(Opcodes.IFNE, suspended)
                .loadObject(0)
                .loadInt(1)
                .callStatic(
                        any.owner(),
                        RuntimeNames.START_METHOD,
                        RuntimeNames.ENTRY_RESUME_DESCRIPTOR,
                        any.ownerIsInterface())
                .op(Opcodes.ARETURN)
                .at(suspended, new TypeState(LOCALS, List.of()));
        return methodSwitch(RuntimeNames.RESUME_METHOD, code, plans, ClassEntryEmitter::pushDefaults);
    }

    /** The method that starts the body which a frame belongs to. */
    static MethodNode start(List<StateMachinePlan> plans) {
        return methodSwitch(RuntimeNames.START_METHOD, new Code(), plans, ClassEntryEmitter::pushParameters);
    }

    /** The rest of such a method, of which there is {@code code}. */
    private static MethodNode methodSwitch(
            String name, Code code, List<StateMachinePlan> plans, BiConsumer<Code, StateMachinePlan> pushArguments) {
        MethodNode method = new MethodNode(
                ACCESS, name, RuntimeNames.ENTRY_RESUME_DESCRIPTOR, null, new String[] {"java/lang/Throwable"});
        TypeState state = new TypeState(LOCALS, List.of());
        List<LabelNode> labels = plans.stream().map(plan -> new LabelNode()).toList();
        LabelNode unknown = new LabelNode();
        code.loadObject(0)
                .callVirtual(RuntimeNames.FRAME, RuntimeNames.FRAME_METHOD, RuntimeNames.FRAME_METHOD_DESCRIPTOR)
                .tableSwitch(0, labels, unknown);
        for (int index = 0; index < labels.size(); index++) {
            code.at(labels.get(index), state);
            callBody(code, plans.get(index), pushArguments);
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

    private static void callBody(Code code, StateMachinePlan plan, BiConsumer<Code, StateMachinePlan> pushArguments) {
        BodySignature signature = BodySignature.of(plan);
        SpillEmitter spills = SpillEmitter.ofBody(plan);
        if (!plan.method().isStatic()) {
            spills.load(spills.loadFrame(code, 0), StateMachinePlan.RECEIVER);
            code.cast(plan.method().owner());
        }
        pushArguments.accept(code, plan);
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

    /** As the stub has put them into the frame; those that the body never reads, and all of a hot one, have no slots. */
    private static void pushParameters(Code code, StateMachinePlan plan) {
        SpillEmitter spills = SpillEmitter.ofStart(plan);
        int slot = plan.method().isStatic() ? 0 : 1;
        for (Type type : plan.method().parameterTypes()) {
            pushParameter(code, plan, spills, type, slot);
            slot += type.getSize();
        }
        for (Slot cleared : plan.start().cleared()) {
            spills.clear(spills.loadFrame(code, 0), cleared);
        }
    }

    private static void pushParameter(Code code, StateMachinePlan plan, SpillEmitter spills, Type type, int slot) {
        plan.start().spilled().stream()
                .filter(parameter -> parameter.local() == slot)
                .findFirst()
                .ifPresentOrElse(
                        parameter -> spills.push(spills.loadFrame(code, 0), parameter), () -> code.pushDefault(type));
    }
}
