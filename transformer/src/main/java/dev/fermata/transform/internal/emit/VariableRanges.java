package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.asm.VerificationType;
import dev.fermata.transform.internal.plan.SpillPlan;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.scan.AsyncMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Where in a body a local variable has the value that the source says. A variable that is not read any more is not
 * restored after a suspension, so a debugger must not look for it from there until it is assigned again (JVMS 4.7.13).
 *
 * <p>The stack map frames tell: a slot that one leaves out is unusable from there on. The code between two frames is run
 * straight through.
 */
final class VariableRanges {

    private final InsnList code;
    private final AsyncMethod method;
    private final SpillPlan start;

    VariableRanges(InsnList code, StateMachinePlan plan) {
        this.code = code;
        method = plan.method();
        start = plan.start();
    }

    /** The parts of the range of {@code variable} in which it can be looked at. May put new labels into the code. */
    List<LocalVariableNode> of(LocalVariableNode variable) {
        List<LocalVariableNode> parts = new ArrayList<>();
        boolean valid = isSetOnEntry(variable.index);
        boolean inRange = false;
        LabelNode label = variable.start;
        LabelNode from = null;
        if (valid && isParameter(variable)) {
            add(parts, variable, first(), firstFrame());
        }
        for (AbstractInsnNode insn = code.getFirst(); insn != null && insn != variable.end; insn = insn.getNext()) {
            if (insn instanceof LabelNode passed) {
                label = passed;
                inRange |= insn == variable.start;
            } else if (insn instanceof FrameNode frame && inRange) {
                valid = !VerificationType.isTop(TypeState.of(frame).local(variable.index));
            } else if (insn instanceof VarInsnNode access && isStore(access)) {
                boolean changed = sets(access, variable.index) != valid && touches(access, variable.index);
                valid = touches(access, variable.index) ? sets(access, variable.index) : valid;
                label = changed && inRange ? labelAfter(insn) : label;
            }
            if (inRange && valid && from == null) {
                from = label;
            } else if (from != null && !valid) {
                add(parts, variable, from, label);
                from = null;
            }
        }
        if (from != null) {
            add(parts, variable, from, variable.end);
        }
        return parts;
    }

    /** A cold body that starts gets those parameters that it reads, and defaults for the others. */
    private boolean isSetOnEntry(int slot) {
        boolean receiver = slot == 0 && !method.isStatic();
        return receiver
                || (slot < method.parameterSlots() && !method.kind().isCold())
                || start.spilled().stream().anyMatch(parameter -> parameter.local() == slot);
    }

    /** A step into the body ends at its first instruction, where it cannot be seen yet whether it starts or goes on. */
    private boolean isParameter(LocalVariableNode variable) {
        List<LocalVariableNode> described = method.node().localVariables;
        return described != null
                && described.stream()
                        .filter(original -> DebugInfoEmitter.isParameter(original, method))
                        .anyMatch(original -> original.index == variable.index && original.name.equals(variable.name));
    }

    private LabelNode first() {
        if (code.getFirst() instanceof LabelNode label) {
            return label;
        }
        LabelNode label = new LabelNode();
        code.insert(label);
        return label;
    }

    /** Where the dispatch jumps to: there is the first stack map frame. */
    private LabelNode firstFrame() {
        LabelNode label = first();
        AbstractInsnNode insn = label;
        while (!(insn instanceof FrameNode)) {
            label = insn instanceof LabelNode passed ? passed : label;
            insn = insn.getNext();
        }
        return label;
    }

    private static boolean isStore(VarInsnNode access) {
        return access.getOpcode() >= Opcodes.ISTORE;
    }

    private static boolean isWide(VarInsnNode store) {
        return store.getOpcode() == Opcodes.LSTORE || store.getOpcode() == Opcodes.DSTORE;
    }

    private static boolean sets(VarInsnNode store, int slot) {
        return store.var == slot;
    }

    private static boolean touches(VarInsnNode store, int slot) {
        return store.var == slot || (isWide(store) && store.var + 1 == slot);
    }

    private LabelNode labelAfter(AbstractInsnNode insn) {
        if (insn.getNext() instanceof LabelNode label) {
            return label;
        }
        LabelNode label = new LabelNode();
        code.insert(insn, label);
        return label;
    }

    private static void add(
            List<LocalVariableNode> parts, LocalVariableNode variable, @Nullable LabelNode from, LabelNode to) {
        if (from != to) {
            parts.add(
                    new LocalVariableNode(variable.name, variable.desc, variable.signature, from, to, variable.index));
        }
    }
}
