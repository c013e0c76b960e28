package dev.fermata.transform.internal.normalize;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.scan.AwaitCall;
import dev.fermata.transform.internal.scan.DirectCalls;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Calls the body of a method of the same class where what the method returns is awaited at once, so that no coroutine
 * has to be made.
 *
 * <pre>
 *   arguments                    arguments
 *   child()            →         body of child               // gives its value, or something pending
 *   Await.on(Awaitable)          Await.on(Object)            // an overload that exists only here
 * </pre>
 */
public final class CallDirectly {

    /** In a method with more awaits than this its size counts for more than objects: the JIT compiler will give it up. */
    private static final int MOST_AWAITS = 150;

    private CallDirectly() {}

    /** Rewrites {@code method} in place. */
    public static void in(MethodNode method, DirectCalls calls) {
        if (awaitsIn(method) > MOST_AWAITS) {
            return;
        }
        Set<LabelNode> edges = new HashSet<>();
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            edges.add(block.start);
            edges.add(block.end);
        }
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (AwaitCall.is(insn) && before(insn, edges) instanceof MethodInsnNode call) {
                DirectCalls.Callee callee = calls.calleeOf(call);
                if (callee != null) {
                    calls.redirect(call, callee);
                    ((MethodInsnNode) insn).desc = RuntimeNames.AWAIT_RESULT_DESCRIPTOR;
                }
            }
        }
    }

    private static long awaitsIn(MethodNode method) {
        return StreamSupport.stream(method.instructions.spliterator(), false)
                .filter(AwaitCall::is)
                .count();
    }

    /** The instruction before {@code await}, if nothing can come between the two and the same handlers cover both. */
    private static @Nullable AbstractInsnNode before(AbstractInsnNode await, Set<LabelNode> edges) {
        AbstractInsnNode insn = await.getPrevious();
        while (insn != null && insn.getOpcode() < 0) {
            if (insn instanceof FrameNode || (insn instanceof LabelNode label && edges.contains(label))) {
                return null;
            }
            insn = insn.getPrevious();
        }
        return insn;
    }
}
