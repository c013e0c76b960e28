package dev.fermata.transform.internal.scan;

import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.DiagnosticCode;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Finds the calls in an asynchronous method that block the thread of its event loop; {@link BlockingMethods} knows which. */
public final class BlockingCalls {

    private BlockingCalls() {}

    /** The blocking calls in the code of {@code method} itself; lambdas in it are methods of their own. */
    public static List<Diagnostic> in(ClassNode owner, AsyncMethod method) {
        List<Diagnostic> warnings = new ArrayList<>();
        for (AbstractInsnNode insn : method.node().instructions) {
            if (insn instanceof MethodInsnNode call) {
                BlockingMethods.remedyFor(call)
                        .ifPresent(remedy -> warnings.add(new Diagnostic(
                                DiagnosticCode.BLOCKING_CALL,
                                UsageChecker.locate(owner, method.node(), call),
                                describe(call) + " blocks the thread of the event loop; " + remedy)));
            }
        }
        return warnings;
    }

    private static String describe(MethodInsnNode call) {
        String type = call.owner.substring(call.owner.lastIndexOf('/') + 1);
        return call.name.equals("<init>") ? "new " + type : type + "." + call.name;
    }
}
