package dev.fermata.transform.internal.analysis;

import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.asm.VerificationType;
import dev.fermata.transform.internal.scan.ClassAccess;
import dev.fermata.transform.internal.scan.ClassAccess.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The types with which local variables are declared, as far as the local variable table (JVMS 4.7.13) tells. The verifier
 * sees in {@code Object o = hidden()} a value of the hidden type; but the program uses the variable only as what it is
 * declared to be.
 */
final class DeclaredTypes {

    private DeclaredTypes() {}

    /** {@code state} before {@code insn}, with an accessible declared type in the place of each hidden class that has one. */
    static TypeState insteadOfHidden(TypeState state, MethodNode code, AbstractInsnNode insn, ClassAccess access) {
        List<Object> locals = new ArrayList<>(state.locals());
        for (LocalVariableNode variable : variablesAt(insn, code)) {
            Object type = state.local(variable.index);
            String declared = Type.getType(variable.desc).getInternalName();
            if (VerificationType.isObject(type)
                    && access.of((String) type) == Verdict.HIDDEN_CLASS
                    && access.of(declared) == Verdict.ACCESSIBLE) {
                locals.set(variable.index, declared);
            }
        }
        return new TypeState(locals, state.stack());
    }

    private static List<LocalVariableNode> variablesAt(AbstractInsnNode insn, MethodNode code) {
        int index = code.instructions.indexOf(insn);
        return code.localVariables == null
                ? List.of()
                : code.localVariables.stream()
                        .filter(variable -> code.instructions.indexOf(variable.start) <= index
                                && index < code.instructions.indexOf(variable.end))
                        .toList();
    }
}
