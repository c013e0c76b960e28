package dev.fermata.transform.internal.analysis;

import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** Builds small methods for tests of the analyses. */
final class MethodFacts {

    private MethodFacts() {}

    static MethodNode method(String descriptor, Consumer<MethodNode> code) {
        MethodNode method = new MethodNode(Opcodes.ACC_STATIC, "m", descriptor, null, null);
        code.accept(method);
        return method;
    }
}
