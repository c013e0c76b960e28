package dev.fermata.it.realcode;

import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Code that turns a value of any type into an object and back, {@code void} into null. */
final class Values {

    private static final Map<Type, String> BOXES = Map.of(
            Type.BOOLEAN_TYPE, "java/lang/Boolean",
            Type.BYTE_TYPE, "java/lang/Byte",
            Type.CHAR_TYPE, "java/lang/Character",
            Type.SHORT_TYPE, "java/lang/Short",
            Type.INT_TYPE, "java/lang/Integer",
            Type.LONG_TYPE, "java/lang/Long",
            Type.FLOAT_TYPE, "java/lang/Float",
            Type.DOUBLE_TYPE, "java/lang/Double");

    private Values() {}

    static InsnList box(Type type) {
        InsnList code = new InsnList();
        String box = BOXES.get(type);
        if (type == Type.VOID_TYPE) {
            code.add(new InsnNode(Opcodes.ACONST_NULL));
        } else if (box != null) {
            code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, box, "valueOf", "(" + type + ")L" + box + ";"));
        }
        return code;
    }

    static InsnList unbox(Type type) {
        InsnList code = new InsnList();
        String box = BOXES.get(type);
        if (type == Type.VOID_TYPE) {
            code.add(new InsnNode(Opcodes.POP));
        } else if (box != null) {
            code.add(new TypeInsnNode(Opcodes.CHECKCAST, box));
            code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, box, type.getClassName() + "Value", "()" + type));
        } else {
            code.add(new TypeInsnNode(Opcodes.CHECKCAST, type.getInternalName()));
        }
        return code;
    }
}
