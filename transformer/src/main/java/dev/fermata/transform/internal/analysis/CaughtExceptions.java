package dev.fermata.transform.internal.analysis;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Follows what exception handlers have caught, and notes those from which it may get out.
 *
 * <p>A value is the set of handlers (by their labels) that may have caught it. When in doubt a handler lets go: what it
 * caught is thrown, returned, kept in a field, added to another exception as a suppressed one, or given to a static
 * method of nothing but an exception, which may rethrow it. What a call makes of a caught exception counts as that exception,
 * unless it is a {@code String} or a primitive value; what a constructor makes of it does not: that would be another
 * exception. Handing it to any other method, to a logger for one, is not letting go.
 */
final class CaughtExceptions extends SourceInterpreter {

    private static final String STRING = "java/lang/String";

    private final Set<AbstractInsnNode> lettingGo = new HashSet<>();

    CaughtExceptions() {
        super(Opcodes.ASM9);
    }

    /** The labels of the handlers from which what they caught may get out; complete after the analysis. */
    Set<AbstractInsnNode> lettingGo() {
        return lettingGo;
    }

    @Override
    public SourceValue newExceptionValue(TryCatchBlockNode block, Frame<SourceValue> handlerFrame, Type exceptionType) {
        return new SourceValue(1, block.handler);
    }

    @Override
    public SourceValue newOperation(AbstractInsnNode insn) {
        return unrelated(super.newOperation(insn));
    }

    @Override
    public SourceValue copyOperation(AbstractInsnNode insn, SourceValue value) {
        return value;
    }

    @Override
    public SourceValue unaryOperation(AbstractInsnNode insn, SourceValue value) {
        switch (insn.getOpcode()) {
            case Opcodes.CHECKCAST -> {
                return value;
            }
            case Opcodes.ATHROW, Opcodes.PUTSTATIC -> lettingGo.addAll(value.insns);
            default -> {}
        }
        return unrelated(super.unaryOperation(insn, value));
    }

    @Override
    public SourceValue binaryOperation(AbstractInsnNode insn, SourceValue value1, SourceValue value2) {
        if (insn.getOpcode() == Opcodes.PUTFIELD) {
            lettingGo.addAll(value2.insns);
        }
        return unrelated(super.binaryOperation(insn, value1, value2));
    }

    @Override
    public SourceValue ternaryOperation(
            AbstractInsnNode insn, SourceValue value1, SourceValue value2, SourceValue value3) {
        return unrelated(super.ternaryOperation(insn, value1, value2, value3));
    }

    @Override
    public SourceValue naryOperation(AbstractInsnNode insn, List<? extends SourceValue> values) {
        SourceValue result = unrelated(super.naryOperation(insn, values));
        if (insn instanceof MethodInsnNode call) {
            boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
            List<? extends SourceValue> arguments = isStatic ? values : values.subList(1, values.size());
            if (call.name.equals("addSuppressed") || isRethrower(call)) {
                arguments.forEach(argument -> lettingGo.addAll(argument.insns));
            }
            return mayBeException(call.desc) ? anyOf(arguments, result) : result;
        }
        return insn instanceof InvokeDynamicInsnNode dynamic && mayBeException(dynamic.desc)
                ? anyOf(values, result)
                : result;
    }

    @Override
    public void returnOperation(AbstractInsnNode insn, SourceValue value, @Nullable SourceValue expected) {
        lettingGo.addAll(value.insns);
    }

    /** Static methods of nothing but an exception; those of any object ({@code String.valueOf}) do not throw it. */
    private static boolean isRethrower(MethodInsnNode call) {
        return call.getOpcode() == Opcodes.INVOKESTATIC
                && Type.getArgumentTypes(call.desc).length == 1
                && !call.desc.startsWith("(Ljava/lang/Object;)");
    }

    private static boolean mayBeException(String methodDescriptor) {
        Type result = Type.getReturnType(methodDescriptor);
        return result.getSort() == Type.OBJECT && !result.getInternalName().equals(STRING);
    }

    private static SourceValue anyOf(List<? extends SourceValue> values, SourceValue result) {
        Set<AbstractInsnNode> sources = new HashSet<>();
        values.forEach(value -> sources.addAll(value.insns));
        return new SourceValue(result.size, sources);
    }

    private static SourceValue unrelated(SourceValue value) {
        return new SourceValue(value.size);
    }
}
