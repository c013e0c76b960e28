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
    private final List<List<Integer>> handlers;

    private ControlFlow(InsnList insns, List<int[]> successors, List<List<Integer>> handlers) {
        this.insns = insns;
        this.successors = successors;
        this.handlers = handlers;
    }

    /** The control flow of {@code method}. */
    public static ControlFlow of(MethodNode method) {
        InsnList insns = method.instructions;
        List<int[]> successors = new ArrayList<>(insns.size());
        List<List<Integer>> handlers = new ArrayList<>(insns.size());
        for (AbstractInsnNode insn : insns) {
            successors.add(successorsOf(insn, insns));
            handlers.add(List.of());
        }
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            int end = insns.indexOf(block.end);
            for (int index = insns.indexOf(block.start); index < end; index++) {
                List<Integer> extended = new ArrayList<>(handlers.get(index));
                extended.add(insns.indexOf(block.handler));
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

    /** The first instructions of the handlers that cover {@code index}. */
    public List<Integer> handlers(int index) {
        return handlers.get(index);
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
