package dev.fermata.transform.internal.asm;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Questions about verification types in ASM's notation: an {@code Integer} of {@link Opcodes} for the primitive ones,
 * {@code TOP} and {@code NULL}; an internal name or array descriptor; a label for an uninitialised object.
 *
 * <p>Lists of them here go by slot: a long or double is followed by {@code TOP}.
 */
public final class VerificationType {

    private static final String OBJECT = "java/lang/Object";

    private VerificationType() {}

    /** True for an initialised object or array whose class is known. */
    public static boolean isObject(Object type) {
        return type instanceof String;
    }

    /** True for the type of {@code null}. */
    public static boolean isNull(Object type) {
        return Opcodes.NULL.equals(type);
    }

    /** True for the second half of a long or double, and for what cannot be used. */
    public static boolean isTop(Object type) {
        return Opcodes.TOP.equals(type);
    }

    /** True for a long or a double. */
    public static boolean isWide(Object type) {
        return Opcodes.LONG.equals(type) || Opcodes.DOUBLE.equals(type);
    }

    /** True for an object that {@code NEW} made and no constructor has seen yet. */
    public static boolean isUninitialized(Object type) {
        return !(type instanceof Integer) && !(type instanceof String);
    }

    /** True for {@code java.lang.Object} itself, to which nothing has to be cast. */
    public static boolean isPlainObject(Object type) {
        return OBJECT.equals(type);
    }

    /**
     * The type that stands for an interface, or for an array of one: the verifier takes any object for any interface
     * (JVMS 4.10.1.2).
     */
    public static String asInterface(Object type) {
        String name = (String) type;
        int dimensions = name.lastIndexOf('[') + 1;
        return dimensions == 0 ? OBJECT : name.substring(0, dimensions) + "L" + OBJECT + ";";
    }

    /** A type that loads and stores values of verification type {@code type}. */
    public static Type toType(Object type) {
        if (type instanceof String name) {
            return Type.getObjectType(name);
        }
        if (Opcodes.INTEGER.equals(type)) {
            return Type.INT_TYPE;
        }
        if (Opcodes.LONG.equals(type)) {
            return Type.LONG_TYPE;
        }
        if (Opcodes.FLOAT.equals(type)) {
            return Type.FLOAT_TYPE;
        }
        if (Opcodes.DOUBLE.equals(type)) {
            return Type.DOUBLE_TYPE;
        }
        return Type.getObjectType(OBJECT);
    }

    /** The verification type of a value that is declared as {@code type} (JVMS 4.10.1.2). */
    public static Object ofDeclared(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.LONG -> Opcodes.LONG;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }

    /** As {@link #ofDeclared}, for each slot of such a value. */
    public static List<Object> slotsOf(Type type) {
        Object declared = ofDeclared(type);
        return isWide(declared) ? List.of(declared, Opcodes.TOP) : List.of(declared);
    }
}
