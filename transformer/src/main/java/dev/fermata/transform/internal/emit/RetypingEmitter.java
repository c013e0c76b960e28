package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.plan.SpillPlan.Cast;
import dev.fermata.transform.internal.scan.AsyncMethod;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Emits what gives a value that comes out of a frame its type back where a cast is illegal, because the class must not name
 * the type, or may be. Descriptors of fields and methods are free to name it, and an array takes any object that is one of
 * its elements, so the value passes through an array with one element:
 *
 * <pre>
 *   private static volatile Hidden[] $fermata$box;
 *
 *   private static Hidden $fermata$retyped(Object value) {
 *       try { return (Hidden) value; }         // this line only if it is doubtful whether the class must not name it
 *       catch (IllegalAccessError e) { }
 *       Hidden[] box = $fermata$box;
 *       if (box == null) {
 *           Hooks.box(MethodHandles.lookup(), "$fermata$box", "[Lother/Hidden;");    // makes it, by reflection
 *           box = $fermata$box;
 *       }
 *       synchronized (box) {                   // nothing in here can fail: the value was of this type when it was spilled
 *           box[0] = value;
 *           Hidden retyped = box[0];
 *           box[0] = null;
 *       }
 *       return retyped;
 *   }
 * </pre>
 *
 * <p>There is one of each for a type; they differ in their descriptors.
 */
final class RetypingEmitter {

    private static final int ACCESS = Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    private static final String NO_ACCESS = "java/lang/IllegalAccessError";
    private static final String OBJECT = "java/lang/Object";
    private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";
    private static final int VALUE = 0;
    private static final int BOX = 1;
    private static final int RETYPED = 2;

    private final String owner;
    private final String type;
    private final Type boxType;

    /** For {@code type}, as an internal name or array descriptor, in the class {@code owner}. */
    RetypingEmitter(String owner, String type) {
        this.owner = owner;
        this.type = type;
        boxType = Type.getType("[" + Type.getObjectType(type).getDescriptor());
    }

    /** With a value on the stack that is a {@code type}: lets the verifier know, in the class of {@code method}. */
    static void retype(Code code, AsyncMethod method, String type) {
        code.callStatic(method.owner(), RuntimeNames.RETYPING_METHOD, descriptor(type), method.ownerIsInterface());
    }

    /** The start of such a method, for {@code type}, with nothing on the stack in the end. */
    static Code begin(MethodNode method, String type, Cast cast) {
        Code code = new Code();
        if (cast == Cast.DOUBTFUL) {
            LabelNode start = new LabelNode();
            LabelNode end = new LabelNode();
            method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, end, NO_ACCESS));
            code.at(start).loadObject(VALUE).cast(type).op(Opcodes.ARETURN);
            code.at(end, new TypeState(List.of(OBJECT), List.of(NO_ACCESS))).op(Opcodes.POP);
        }
        return code;
    }

    /** Such a method without its code. */
    static MethodNode empty(int access, String type) {
        return new MethodNode(access | ACCESS, RuntimeNames.RETYPING_METHOD, descriptor(type), null, null);
    }

    FieldNode box() {
        return new FieldNode(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_VOLATILE | ACCESS,
                RuntimeNames.BOX_FIELD,
                boxType.getDescriptor(),
                null,
                null);
    }

    MethodNode method(int access, Cast cast) {
        MethodNode method = empty(access, type);
        LabelNode made = new LabelNode();
        Code code = begin(method, type, cast);
        getBox(code).storeObject(BOX).loadObject(BOX).jump(Opcodes.IFNONNULL, made);
        code.callStatic("java/lang/invoke/MethodHandles", "lookup", "()L" + LOOKUP + ";")
                .add(new LdcInsnNode(RuntimeNames.BOX_FIELD))
                .add(new LdcInsnNode(boxType.getDescriptor()))
                .callStatic(RuntimeNames.HOOKS, RuntimeNames.HOOKS_BOX, RuntimeNames.HOOKS_BOX_DESCRIPTOR);
        getBox(code).storeObject(BOX).at(made, new TypeState(List.of(OBJECT, boxType.getInternalName()), List.of()));
        code.loadObject(BOX).op(Opcodes.MONITORENTER);
        code.loadObject(BOX).push(0).loadObject(VALUE).op(Opcodes.AASTORE);
        code.loadObject(BOX).push(0).op(Opcodes.AALOAD).storeObject(RETYPED);
        code.loadObject(BOX).push(0).op(Opcodes.ACONST_NULL).op(Opcodes.AASTORE);
        code.loadObject(BOX).op(Opcodes.MONITOREXIT);
        method.instructions = code.loadObject(RETYPED).op(Opcodes.ARETURN).toInsnList();
        return method;
    }

    private Code getBox(Code code) {
        return code.add(new FieldInsnNode(Opcodes.GETSTATIC, owner, RuntimeNames.BOX_FIELD, boxType.getDescriptor()));
    }

    static String descriptor(String type) {
        return Type.getMethodDescriptor(Type.getObjectType(type), Type.getObjectType(OBJECT));
    }
}
