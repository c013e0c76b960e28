package dev.fermata.transform.internal.analysis;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Which instruction may run after which, by index. An edge to an exception handler leaves from the moment <em>before</em>
 * each instruction in its range.
 */
public final class ControlFlow {

    private final InsnList insns;
    private final List<int[]> successors;
    private final List<List<Handler>> handlers;

    /**
     * An exception handler.
     *
     * @param index its first instruction
     * @param catchesAll whether nothing that is thrown passes it by
     */
    record Handler(int index, boolean catchesAll) {}

    private ControlFlow(InsnList insns, List<int[]> successors, List<List<Handler>> handlers) {
        this.insns = insns;
        this.successors = successors;
        this.handlers = handlers;
    }

    /** The control flow of {@code method}. */
    public static ControlFlow of(MethodNode method) {
        InsnList insns = method.instructions;
        List<int[]> successors = new ArrayList<>(insns.size());
        List<List<Handler>> handlers = new ArrayList<>(insns.size());
        for (AbstractInsnNode insn : insns) {
            successors.add(successorsOf(insn, insns));
            handlers.add(List.of());
        }
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            boolean catchesAll = block.type == null || block.type.equals("java/lang/Throwable");
            Handler handler = new Handler(insns.indexOf(block.handler), catchesAll);
            int end = insns.indexOf(block.end);
            for (int index = insns.indexOf(block.start); index < end; index++) {
                List<Handler> extended = new ArrayList<>(handlers.get(index));
                extended.add(handler);
                handlers.set(index, extended);
            }
        }
        return new ControlFlow(insns, successors, handlers);
    }

    /** The number of instructions. */
    public int size() {
        return successors.size();
    }

    /** The instruction with this index. */
    public AbstractInsnNode insn(int index) {
        return insns.get(index);
    }

    /** The index of an instruction. */
    public int indexOf(AbstractInsnNode insn) {
        return insns.indexOf(insn);
    }

    /** The instructions that may follow when {@code index} ends normally. */
    public int[] successors(int index) {
        return successors.get(index);
    }

    /**
     * The first instructions of all handlers that cover {@code index}, also of those that never run because an earlier one
     * catches everything: the verifier wants the locals of these, too (JVMS 4.10.1.6).
     */
    public List<Integer> handlers(int index) {
        return handlers.get(index).stream().map(Handler::index).toList();
    }

    /** The first instructions of the handlers that an exception at {@code index} may really reach. */
    List<Integer> reachableHandlers(int index) {
        List<Integer> reachable = new ArrayList<>();
        for (Handler handler : handlers.get(index)) {
            reachable.add(handler.index);
            if (handler.catchesAll) {
                break;
            }
        }
        return reachable;
    }

    private static int[] successorsOf(AbstractInsnNode insn, InsnList insns) {
        List<LabelNode> targets = new ArrayList<>();
        boolean fallsThrough = true;
        if (insn instanceof JumpInsnNode jump) {
            targets.add(jump.label);
            fallsThrough = insn.getOpcode() != Opcodes.GOTO;
        } else if (insn instanceof TableSwitchInsnNode table) {
            targets.addAll(table.labels);
            targets.add(table.dflt);
            fallsThrough = false;
        } else if (insn instanceof LookupSwitchInsnNode lookup) {
            targets.addAll(lookup.labels);
            targets.add(lookup.dflt);
            fallsThrough = false;
        } else if (endsMethod(insn.getOpcode())) {
            fallsThrough = false;
        }
        int[] result = new int[targets.size() + (fallsThrough && insn.getNext() != null ? 1 : 0)];
        for (int i = 0; i < targets.size(); i++) {
            result[i] = insns.indexOf(targets.get(i));
        }
        if (result.length > targets.size()) {
            result[targets.size()] = insns.indexOf(insn) + 1;
        }
        return result;
    }

    private static boolean endsMethod(int opcode) {
        return (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) || opcode == Opcodes.ATHROW;
    }
}
