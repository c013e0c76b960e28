package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.VerificationType;
import dev.fermata.transform.internal.plan.FrameLayout;
import dev.fermata.transform.internal.plan.Slot;
import dev.fermata.transform.internal.plan.SpillPlan;
import dev.fermata.transform.internal.plan.SpillPlan.SpilledLocal;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.scan.AsyncMethod;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Emits the moves between local variables and frame slots.
 *
 * <pre>
 *   spill:    frame.r1 = local;  frame.l0 = (long) local;  frame.r2 = null
 *   unspill:  local = (Type) frame.r1;  local = (int) frame.l0
 * </pre>
 */
final class SpillEmitter {

    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String OBJECTS = "[Ljava/lang/Object;";
    private static final String FLOAT = "java/lang/Float";
    private static final String DOUBLE = "java/lang/Double";

    private final AsyncMethod method;
    private final FrameLayout layout;
    private final String shape;

    private SpillEmitter(AsyncMethod method, FrameLayout layout) {
        this.method = method;
        this.layout = layout;
        shape = layout.shape();
    }

    /** For the frames of a body. */
    static SpillEmitter ofBody(StateMachinePlan plan) {
        return new SpillEmitter(plan.method(), plan.layout());
    }

    /** For a frame that is made by the call of a cold method, until the body has started. */
    static SpillEmitter ofStart(StateMachinePlan plan) {
        return new SpillEmitter(plan.method(), plan.startLayout());
    }

    /**
     * Pushes a new frame of the method, with the receiver, which is in local variable {@code receiver}, in its place.
     *
     * <pre>
     *   new Shape($fermata$entry(), number)
     *   frame.r0 = this
     * </pre>
     */
    void newFrame(Code code, int receiver) {
        code.make(shape)
                .op(Opcodes.DUP)
                .callStatic(
                        method.owner(),
                        RuntimeNames.ENTRY_METHOD,
                        ClassEntryEmitter.ENTRY_METHOD_DESCRIPTOR,
                        method.ownerIsInterface())
                .push(method.number());
        if (layout.isAny()) {
            code.push(layout.references())
                    .push(layout.longs())
                    .construct(shape, RuntimeNames.ANY_CONSTRUCTOR_DESCRIPTOR);
        } else {
            code.construct(shape, RuntimeNames.SHAPE_CONSTRUCTOR_DESCRIPTOR);
        }
        if (!method.isStatic()) {
            code.op(Opcodes.DUP);
            store(code, StateMachinePlan.RECEIVER, () -> code.loadObject(receiver));
        }
    }

    /**
     * Stores {@code locals} into the frame in local variable {@code frame}.
     *
     * @param places the local variable in which each of the normalised code is
     */
    void store(Code code, List<SpilledLocal> locals, int frame, IntUnaryOperator places) {
        for (SpilledLocal local : locals) {
            Type type = VerificationType.toType(local.type());
            code.loadObject(frame);
            store(code, local.slot(), () -> pushAsSlot(code.load(type, places.applyAsInt(local.local())), type));
        }
    }

    /** Pushes the frame in local variable {@code frame}, of which only that it is one is known. */
    Code loadFrame(Code code, int frame) {
        return code.loadObject(frame).cast(shape);
    }

    /** Clears {@code slots} of the frame in local variable {@code frame}. */
    void clear(Code code, List<Slot> slots, int frame) {
        for (Slot slot : slots) {
            clear(code.loadObject(frame), slot);
        }
    }

    /** Clears {@code slot} of the frame on the stack, and takes that away. */
    void clear(Code code, Slot slot) {
        store(code, slot, () -> code.op(Opcodes.ACONST_NULL));
    }

    /** Loads what {@code plan} names out of the frame. */
    void unspill(Code code, SpillPlan plan, FrameVariable frame) {
        for (SpilledLocal local : plan.spilled()) {
            push(code.loadObject(frame.slot()), local);
            code.store(VerificationType.toType(local.type()), frame.shifted(local.local()));
        }
        for (int local : plan.nulls()) {
            code.op(Opcodes.ACONST_NULL).storeObject(frame.shifted(local));
        }
    }

    /** Replaces the frame on the stack by the value of {@code local} in it. */
    void push(Code code, SpilledLocal local) {
        load(code, local.slot());
        fromSlot(code, local, VerificationType.toType(local.type()));
    }

    /** Stores the parameters that {@code plan} names, still in their variables, into a new frame on the stack. */
    void spillParameters(Code code, SpillPlan plan) {
        for (SpilledLocal local : plan.spilled()) {
            Type type = VerificationType.toType(local.type());
            code.op(Opcodes.DUP);
            store(code, local.slot(), () -> pushAsSlot(code.load(type, local.local()), type));
        }
    }

    /** With the frame on the stack: stores the reference that {@code value} pushes. */
    void store(Code code, Slot slot, Runnable value) {
        if (layout.isAny()) {
            code.getField(shape, arrayOf(slot), arrayDescriptor(slot)).push(slot.index());
            value.run();
            code.op(slot.reference() ? Opcodes.AASTORE : Opcodes.LASTORE);
        } else {
            value.run();
            code.putField(shape, fieldOf(slot), descriptorOf(slot));
        }
    }

    /** Replaces the frame on the stack by what is in {@code slot}. */
    void load(Code code, Slot slot) {
        if (layout.isAny()) {
            code.getField(shape, arrayOf(slot), arrayDescriptor(slot))
                    .push(slot.index())
                    .op(slot.reference() ? Opcodes.AALOAD : Opcodes.LALOAD);
        } else {
            code.getField(shape, fieldOf(slot), descriptorOf(slot));
        }
    }

    private static void pushAsSlot(Code code, Type type) {
        switch (type.getSort()) {
            case Type.INT -> code.op(Opcodes.I2L);
            case Type.FLOAT ->
                code.callStatic(FLOAT, "floatToRawIntBits", "(F)I").op(Opcodes.I2L);
            case Type.DOUBLE -> code.callStatic(DOUBLE, "doubleToRawLongBits", "(D)J");
            default -> {}
        }
    }

    private void fromSlot(Code code, SpilledLocal local, Type type) {
        switch (type.getSort()) {
            case Type.INT -> code.op(Opcodes.L2I);
            case Type.FLOAT -> code.op(Opcodes.L2I).callStatic(FLOAT, "intBitsToFloat", "(I)F");
            case Type.DOUBLE -> code.callStatic(DOUBLE, "longBitsToDouble", "(J)D");
            case Type.LONG -> {}
            default -> {
                if (local.cast() != SpillPlan.Cast.ORDINARY) {
                    RetypingEmitter.retype(code, method, type.getInternalName());
                } else if (!VerificationType.isPlainObject(local.type())) {
                    code.cast(type.getInternalName());
                }
            }
        }
    }

    private static String fieldOf(Slot slot) {
        return (slot.reference() ? RuntimeNames.REFERENCE_SLOT_PREFIX : RuntimeNames.LONG_SLOT_PREFIX) + slot.index();
    }

    private static String descriptorOf(Slot slot) {
        return slot.reference() ? OBJECT : "J";
    }

    private static String arrayOf(Slot slot) {
        return slot.reference() ? RuntimeNames.ANY_REFERENCES : RuntimeNames.ANY_LONGS;
    }

    private static String arrayDescriptor(Slot slot) {
        return slot.reference() ? OBJECTS : "[J";
    }
}
