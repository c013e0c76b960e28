package dev.fermata.transform.internal.asm;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A growing list of instructions that reads like the program it makes. */
public final class Code {

    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    private final InsnList insns = new InsnList();

    /** The instructions so far; a list can be put into a method once. */
    public InsnList toInsnList() {
        return insns;
    }

    public Code add(AbstractInsnNode insn) {
        insns.add(insn);
        return this;
    }

    /** An instruction without operands. */
    public Code op(int opcode) {
        return add(new InsnNode(opcode));
    }

    public Code load(Type type, int slot) {
        return add(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), slot));
    }

    public Code store(Type type, int slot) {
        return add(new VarInsnNode(type.getOpcode(Opcodes.ISTORE), slot));
    }

    public Code loadObject(int slot) {
        return load(OBJECT, slot);
    }

    public Code loadInt(int slot) {
        return load(Type.INT_TYPE, slot);
    }

    public Code storeObject(int slot) {
        return store(OBJECT, slot);
    }

    /** Adds {@code by} to the int in local variable {@code slot}. */
    public Code increment(int slot, int by) {
        return add(new IincInsnNode(slot, by));
    }

    /** Pushes zero, false or null. */
    public Code pushDefault(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> op(Opcodes.ICONST_0);
            case Type.LONG -> op(Opcodes.LCONST_0);
            case Type.FLOAT -> op(Opcodes.FCONST_0);
            case Type.DOUBLE -> op(Opcodes.DCONST_0);
            default -> op(Opcodes.ACONST_NULL);
        };
    }

    public Code push(int value) {
        if (value >= -1 && value <= 5) {
            return op(Opcodes.ICONST_0 + value);
        }
        if (value == (byte) value) {
            return add(new IntInsnNode(Opcodes.BIPUSH, value));
        }
        return value == (short) value ? add(new IntInsnNode(Opcodes.SIPUSH, value)) : add(new LdcInsnNode(value));
    }

    /** Pushes a class. */
    public Code push(Type type) {
        return add(new LdcInsnNode(type));
    }

    public Code push(String value) {
        return add(new LdcInsnNode(value));
    }

    /** Turns the object on the stack into a value of {@code type}. */
    public Code unbox(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN -> unbox("java/lang/Boolean", "booleanValue", type);
            case Type.BYTE -> unbox("java/lang/Byte", "byteValue", type);
            case Type.CHAR -> unbox("java/lang/Character", "charValue", type);
            case Type.SHORT -> unbox("java/lang/Short", "shortValue", type);
            case Type.INT -> unbox("java/lang/Integer", "intValue", type);
            case Type.LONG -> unbox("java/lang/Long", "longValue", type);
            case Type.FLOAT -> unbox("java/lang/Float", "floatValue", type);
            case Type.DOUBLE -> unbox("java/lang/Double", "doubleValue", type);
            default -> cast(type.getInternalName());
        };
    }

    private Code unbox(String box, String method, Type type) {
        return cast(box).callVirtual(box, method, "()" + type.getDescriptor());
    }

    public Code make(String internalName) {
        return add(new TypeInsnNode(Opcodes.NEW, internalName));
    }

    public Code cast(String internalName) {
        return add(new TypeInsnNode(Opcodes.CHECKCAST, internalName));
    }

    public Code isInstance(String internalName) {
        return add(new TypeInsnNode(Opcodes.INSTANCEOF, internalName));
    }

    public Code getField(String owner, String name, String descriptor) {
        return add(new FieldInsnNode(Opcodes.GETFIELD, owner, name, descriptor));
    }

    public Code putField(String owner, String name, String descriptor) {
        return add(new FieldInsnNode(Opcodes.PUTFIELD, owner, name, descriptor));
    }

    public Code callStatic(String owner, String name, String descriptor, boolean ownerIsInterface) {
        return add(new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, ownerIsInterface));
    }

    public Code callStatic(String owner, String name, String descriptor) {
        return callStatic(owner, name, descriptor, false);
    }

    public Code callVirtual(String owner, String name, String descriptor) {
        return add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false));
    }

    /** Calls a constructor, or a private method of the class that this code will be in. */
    public Code callSpecial(String owner, String name, String descriptor, boolean ownerIsInterface) {
        return add(new MethodInsnNode(Opcodes.INVOKESPECIAL, owner, name, descriptor, ownerIsInterface));
    }

    public Code construct(String owner, String descriptor) {
        return callSpecial(owner, "<init>", descriptor, false);
    }

    public Code jump(int opcode, LabelNode target) {
        return add(new JumpInsnNode(opcode, target));
    }

    public Code jump(LabelNode target) {
        return jump(Opcodes.GOTO, target);
    }

    /** Jumps to {@code targets[i]} for the value {@code first + i} on the stack. */
    public Code tableSwitch(int first, List<LabelNode> targets, LabelNode otherwise) {
        return add(new TableSwitchInsnNode(
                first, first + targets.size() - 1, otherwise, targets.toArray(LabelNode[]::new)));
    }

    /** Jumps by the value on the stack, which is one of the keys. */
    public Code select(SortedMap<Integer, LabelNode> targets) {
        int first = targets.firstKey();
        int last = targets.lastKey();
        LabelNode otherwise = Objects.requireNonNull(targets.get(last));
        if (last - first < 2 * targets.size()) {
            List<LabelNode> table = new ArrayList<>();
            for (int key = first; key <= last; key++) {
                table.add(targets.getOrDefault(key, otherwise));
            }
            return tableSwitch(first, table, otherwise);
        }
        int[] keys = targets.keySet().stream().mapToInt(Integer::intValue).toArray();
        return add(new LookupSwitchInsnNode(otherwise, keys, targets.values().toArray(LabelNode[]::new)));
    }

    /** Puts a label here. */
    public Code at(LabelNode label) {
        return add(label);
    }

    /** Puts a label here that is reached with {@code state}. */
    public Code at(LabelNode label, TypeState state) {
        return add(label).add(state.toFrame());
    }

    /** Gives what follows a source line, if it is known. */
    public Code line(int line) {
        if (line == Lines.UNKNOWN) {
            return this;
        }
        LabelNode label = new LabelNode();
        return add(label).add(new LineNumberNode(line, label));
    }

    public Code throwNew(String exception) {
        return make(exception).op(Opcodes.DUP).construct(exception, "()V").op(Opcodes.ATHROW);
    }
}
