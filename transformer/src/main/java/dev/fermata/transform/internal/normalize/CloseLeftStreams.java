package dev.fermata.transform.internal.normalize;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.Lines;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.scan.AsyncMethod;
import dev.fermata.transform.internal.scan.AwaitCall;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Closes the streams that a {@code for} statement over {@code Await.each} has left early: when the method ends in any way,
 * and before the same statement begins anew.
 *
 * <pre>
 *   s = null                             // one variable for each statement, at the beginning
 *   …
 *   Await.on(Hooks.closeLeft(s))         // before Await.each(stream)
 *   s = stream
 *   …
 *   Await.on(Hooks.closeLeft(s))         // before each return; closing a stream that has ended has no effect
 *  failed:                               // the last of all handlers, for all of the method
 *   try { Await.on(Hooks.closeLeft(s)) } catch (Throwable t) { failure.addSuppressed(t) }
 *   rethrow
 * </pre>
 *
 * <p>The handler is on the lines of the statements whose streams it closes, as that of try-with-resources is on the line of
 * its {@code try}.
 */
public final class CloseLeftStreams {

    private static final String THROWABLE = "java/lang/Throwable";

    private final AsyncMethod method;
    private final MethodNode code;
    private final int firstVariable;
    private final int count;
    private final int failure;
    private final List<Integer> lines;

    /** The statements are known by their lines, in the order of the code. */
    private CloseLeftStreams(AsyncMethod method, MethodNode code, List<Integer> lines) {
        this.method = method;
        this.code = code;
        this.lines = lines;
        count = lines.size();
        firstVariable = code.maxLocals;
        failure = firstVariable + count;
        code.maxLocals = failure + 1;
    }

    /** Rewrites {@code code}, the code of {@code method}, in place. */
    public static void in(AsyncMethod method, MethodNode code) {
        List<Integer> lines = new ArrayList<>();
        for (AbstractInsnNode insn : code.instructions) {
            if (AwaitCall.isEach(insn)) {
                lines.add(Lines.of(insn));
            }
        }
        if (!lines.isEmpty()) {
            new CloseLeftStreams(method, code, lines).rewrite();
        }
    }

    private void rewrite() {
        int statement = firstVariable;
        for (AbstractInsnNode insn : code.instructions.toArray()) {
            if (insn instanceof FrameNode frame) {
                frame.local = withVariables(TypeState.of(frame)).toFrame().local;
            } else if (AwaitCall.isEach(insn)) {
                Code before = new Code();
                close(before, statement);
                before.op(Opcodes.DUP).storeObject(statement++);
                code.instructions.insertBefore(insn, before.toInsnList());
            } else if (insn.getOpcode() == Opcodes.ARETURN) {
                Code before = new Code();
                closeAll(before);
                code.instructions.insertBefore(insn, before.toInsnList());
            }
        }
        surround();
    }

    private void surround() {
        Code start = new Code();
        for (int variable = firstVariable; variable < failure; variable++) {
            start.op(Opcodes.ACONST_NULL).storeObject(variable);
        }
        LabelNode first = new LabelNode();
        LabelNode failed = new LabelNode();
        start.at(first).op(Opcodes.NOP);
        code.instructions.insert(start.toInsnList());
        Code handler = new Code()
                .at(failed, stateOfHandler())
                .line(lines.get(count - 1))
                .storeObject(failure);
        List<TryCatchBlockNode> suppressing = new ArrayList<>();
        for (int variable = failure - 1; variable >= firstVariable; variable--) {
            suppressing.add(closeAndSuppress(handler, variable));
        }
        code.instructions.add(
                handler.loadObject(failure).add(new InsnNode(Opcodes.ATHROW)).toInsnList());
        code.tryCatchBlocks.add(new TryCatchBlockNode(first, failed, failed, null));
        code.tryCatchBlocks.addAll(suppressing);
    }

    private TryCatchBlockNode closeAndSuppress(Code handler, int variable) {
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        LabelNode closingFailed = new LabelNode();
        LabelNode next = new LabelNode();
        int statement = variable - firstVariable;
        if (statement < count - 1 && !lines.get(statement).equals(lines.get(statement + 1))) {
            handler.line(lines.get(statement));
        }
        close(handler.at(start), variable);
        handler.at(end)
                .jump(next)
                .at(closingFailed, stateWithFailure(List.of(THROWABLE)))
                .loadObject(failure)
                .op(Opcodes.SWAP)
                .callVirtual(THROWABLE, "addSuppressed", "(Ljava/lang/Throwable;)V")
                .at(next, stateWithFailure(List.of()));
        return new TryCatchBlockNode(start, end, closingFailed, null);
    }

    private TypeState stateWithFailure(List<Object> stack) {
        List<Object> locals = new ArrayList<>(stateOfHandler().locals());
        locals.add(THROWABLE);
        return new TypeState(locals, stack);
    }

    /** In the order of try-with-resources: what the source opens last is closed first. */
    private void closeAll(Code where) {
        for (int variable = failure - 1; variable >= firstVariable; variable--) {
            close(where, variable);
        }
    }

    private void close(Code where, int variable) {
        where.loadObject(variable).op(Opcodes.ACONST_NULL).storeObject(variable);
        where.callStatic(RuntimeNames.HOOKS, RuntimeNames.HOOKS_CLOSE_LEFT, RuntimeNames.HOOKS_CLOSE_LEFT_DESCRIPTOR);
        Awaits.add(where, RuntimeNames.AWAITABLE).op(Opcodes.POP);
    }

    private TypeState stateOfHandler() {
        List<Object> locals = new ArrayList<>();
        if (!method.isStatic()) {
            locals.add(method.owner());
        }
        return withVariables(new TypeState(locals, List.of(THROWABLE)));
    }

    private TypeState withVariables(TypeState state) {
        List<Object> locals = new ArrayList<>(state.locals());
        while (locals.size() < firstVariable) {
            locals.add(Opcodes.TOP);
        }
        for (int index = 0; index < count; index++) {
            locals.add(RuntimeNames.ASYNC_STREAM);
        }
        return new TypeState(locals, state.stack());
    }
}
