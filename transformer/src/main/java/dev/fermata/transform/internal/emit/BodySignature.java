package dev.fermata.transform.internal.emit;

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
import org.objectweb.asm.tree.MethodNode;

/**
 * How a body is called: as the method it was, with the frame (or null) and the depth behind the parameters, see {@link
 * FrameVariable}; it returns its value or a {@code Suspended}.
 *
 * @param method the method that users wrote
 * @param layout its frame
 * @param name the name of the body
 */
record BodySignature(AsyncMethod method, FrameLayout layout, String name) {

    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    static BodySignature of(StateMachinePlan plan) {
        AsyncMethod method = plan.method();
        return new BodySignature(method, plan.layout(), method.bodyName());
    }

    String descriptor() {
        List<Type> types = new ArrayList<>(List.of(method.parameterTypes()));
        types.add(Type.getObjectType(layout.shape()));
        if (hasDepth()) {
            types.add(Type.INT_TYPE);
        }
        return Type.getMethodDescriptor(OBJECT, types.toArray(Type[]::new));
    }

    int access() {
        return Opcodes.ACC_PRIVATE
                | Opcodes.ACC_SYNTHETIC
                | (method.node().access & (Opcodes.ACC_STATIC | Opcodes.ACC_STRICT));
    }

    FrameVariable frameVariable() {
        return new FrameVariable(method.parameterSlots(), layout.shape(), hasDepth());
    }

    /** False where the parameters leave no room for it. */
    boolean hasDepth() {
        return method.hasRoomFor(2);
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
        if (hasDepth()) {
            locals.add(Opcodes.INTEGER);
        }
        return new TypeState(locals, List.of());
    }

    /** Pushes the receiver and the parameters, which are in their variables. */
    void loadParameters(Code code) {
        int slot = 0;
        if (!method.isStatic()) {
            code.loadObject(slot++);
        }
        for (Type type : method.parameterTypes()) {
            code.load(type, slot);
            slot += type.getSize();
        }
    }

    /** Calls the body; receiver, parameters, frame and depth are on the stack. */
    void call(Code code) {
        if (method.isStatic()) {
            code.callStatic(method.owner(), name, descriptor(), method.ownerIsInterface());
        } else {
            code.callSpecial(method.owner(), name, descriptor(), method.ownerIsInterface());
        }
    }

    /** Calls the method that users wrote; receiver and parameters are on the stack. */
    Code callStub(Code code) {
        MethodNode stub = method.node();
        if (method.isStatic()) {
            return code.callStatic(method.owner(), stub.name, stub.desc, method.ownerIsInterface());
        }
        if ((stub.access & Opcodes.ACC_PRIVATE) != 0) {
            return code.callSpecial(method.owner(), stub.name, stub.desc, method.ownerIsInterface());
        }
        return code.callVirtual(method.owner(), stub.name, stub.desc);
    }
}
