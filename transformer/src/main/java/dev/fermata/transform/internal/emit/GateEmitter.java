package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.asm.VerificationType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Emits the method through which a method that can be overridden is called directly. An override need not be transformed,
 * nor be known when this class is: so the body is called only if the receiver is of this very class.
 *
 * <pre>
 *   private Object $fermata$call$N(parameters, int depth) {
 *       return getClass() == C.class ? lambda$child$async(parameters, null, depth) : Hooks.await(child(parameters), depth);
 *   }
 * </pre>
 */
final class GateEmitter {

    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    private GateEmitter() {}

    /** Calls the gate of {@code body}; receiver, parameters and depth are on the stack. */
    static Code call(Code code, BodySignature body) {
        return code.callSpecial(body.method().owner(), nameOf(body), descriptorOf(body), false);
    }

    static MethodNode emit(BodySignature body) {
        MethodNode gate = new MethodNode(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC, nameOf(body), descriptorOf(body), null, new String[] {
                    "java/lang/Throwable"
                });
        int depth = body.method().parameterSlots();
        LabelNode overridden = new LabelNode();
        Code code = new Code()
                .loadObject(0)
                .callVirtual(OBJECT.getInternalName(), "getClass", "()Ljava/lang/Class;")
                .push(Type.getObjectType(body.method().owner()))
                .jump(Opcodes.IF_ACMPNE, overridden);
        body.loadParameters(code);
        body.call(code.op(Opcodes.ACONST_NULL).loadInt(depth));
        code.op(Opcodes.ARETURN).at(overridden, new TypeState(localsOf(body), List.of()));
        body.loadParameters(code);
        gate.instructions = body.callStub(code)
                .loadInt(depth)
                .callStatic(
                        RuntimeNames.HOOKS,
                        RuntimeNames.HOOKS_AWAIT,
                        RuntimeNames.hooksAwaitDescriptor(RuntimeNames.AWAITABLE))
                .op(Opcodes.ARETURN)
                .toInsnList();
        return gate;
    }

    private static List<Object> localsOf(BodySignature body) {
        List<Object> locals = new ArrayList<>(List.of(body.method().owner()));
        for (Type type : body.method().parameterTypes()) {
            locals.addAll(VerificationType.slotsOf(type));
        }
        locals.add(Opcodes.INTEGER);
        return locals;
    }

    private static String nameOf(BodySignature body) {
        return RuntimeNames.gateOf(body.method().number());
    }

    private static String descriptorOf(BodySignature body) {
        List<Type> types = new ArrayList<>(List.of(body.method().parameterTypes()));
        types.add(Type.INT_TYPE);
        return Type.getMethodDescriptor(OBJECT, types.toArray(Type[]::new));
    }
}
