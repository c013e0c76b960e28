package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.asm.VerificationType;
import dev.fermata.transform.internal.plan.FrameLayout;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.scan.AsyncMethod;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * How a body is called: as the method it was, with the frame (or null) behind the parameters; it returns its value or a
 * {@code Suspended}.
 *
 * @param method the method that users wrote
 * @param layout its frame
 * @param name the name of the body
 */
record BodySignature(AsyncMethod method, FrameLayout layout, String name) {

    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    static BodySignature of(StateMachinePlan plan) {
        AsyncMethod method = plan.method();
        return new BodySignature(method, plan.layout(), RuntimeNames.bodyOf(method.node().name));
    }

    String descriptor() {
        List<Type> types = new ArrayList<>(List.of(method.parameterTypes()));
        types.add(Type.getObjectType(layout.shape()));
        return Type.getMethodDescriptor(OBJECT, types.toArray(Type[]::new));
    }

    int access() {
        return Opcodes.ACC_PRIVATE
                | Opcodes.ACC_SYNTHETIC
                | (method.node().access & (Opcodes.ACC_STATIC | Opcodes.ACC_STRICT));
    }

    FrameVariable frameVariable() {
        return new FrameVariable(method.parameterSlots(), layout.shape());
    }

    /** The local variables when the body is entered. */
    TypeState entryState() {
        List<Object> locals = new ArrayList<>();
        if (!method.isStatic()) {
            locals.add(method.owner());
        }
        for (Type type : method.parameterTypes()) {
            locals.addAll(VerificationType.slotsOf(type));
        }
        locals.add(layout.shape());
        return new TypeState(locals, List.of());
    }

    /** Calls the body; receiver, parameters and frame are on the stack. */
    void call(Code code) {
        if (method.isStatic()) {
            code.callStatic(method.owner(), name, descriptor(), method.ownerIsInterface());
        } else {
            code.callSpecial(method.owner(), name, descriptor(), method.ownerIsInterface());
        }
    }

    /**
     * Pushes a new frame of the method, with the receiver, which is in local variable {@code receiver}, in its place.
     *
     * <pre>
     *   new Shape($fermata$entry(), number)
     *   frame.r0 = this
     * </pre>
     */
    void newFrame(Code code, SpillEmitter spills, int receiver) {
        code.make(layout.shape())
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
                    .construct(layout.shape(), RuntimeNames.ANY_CONSTRUCTOR_DESCRIPTOR);
        } else {
            code.construct(layout.shape(), RuntimeNames.SHAPE_CONSTRUCTOR_DESCRIPTOR);
        }
        if (!method.isStatic()) {
            code.op(Opcodes.DUP);
            spills.store(code, StateMachinePlan.RECEIVER, () -> code.loadObject(receiver));
        }
    }
}
