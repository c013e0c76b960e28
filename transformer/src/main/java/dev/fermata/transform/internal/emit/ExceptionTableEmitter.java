package dev.fermata.transform.internal.emit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Takes code that users did not write out of their try ranges: each range is replaced, at its place in the table, by what
 * is left of it. The order of the table decides which handler comes first (JVMS 2.10), and stays.
 */
final class ExceptionTableEmitter {

    private ExceptionTableEmitter() {}

    /** Lets no handler of {@code body} cover any of {@code uncovered}; these do not overlap. */
    static void uncover(List<CodeRange> uncovered, MethodNode body) {
        InsnList code = body.instructions;
        List<CodeRange> holes = uncovered.stream()
                .sorted(Comparator.comparingInt(hole -> code.indexOf(hole.from())))
                .toList();
        List<TryCatchBlockNode> table = new ArrayList<>();
        for (TryCatchBlockNode block : body.tryCatchBlocks) {
            boolean first = true;
            for (CodeRange part : parts(block, holes, code)) {
                table.add(first ? limited(block, part) : copy(block, part));
                first = false;
            }
        }
        body.tryCatchBlocks = table;
    }

    private static List<CodeRange> parts(TryCatchBlockNode block, List<CodeRange> holes, InsnList code) {
        List<CodeRange> parts = new ArrayList<>();
        LabelNode from = block.start;
        for (CodeRange hole : holes) {
            if (code.indexOf(from) < code.indexOf(hole.from()) && code.indexOf(hole.to()) < code.indexOf(block.end)) {
                parts.add(new CodeRange(from, hole.from()));
                from = hole.to();
            }
        }
        parts.add(new CodeRange(from, block.end));
        parts.removeIf(part -> !holdsCode(part.from(), part.to()));
        return parts;
    }

    /** The block itself, so that annotations of its type stay and are there once. */
    private static TryCatchBlockNode limited(TryCatchBlockNode block, CodeRange part) {
        block.start = part.from();
        block.end = part.to();
        return block;
    }

    private static TryCatchBlockNode copy(TryCatchBlockNode block, CodeRange part) {
        return new TryCatchBlockNode(part.from(), part.to(), block.handler, block.type);
    }

    private static boolean holdsCode(LabelNode from, LabelNode to) {
        for (AbstractInsnNode insn = from; insn != to; insn = insn.getNext()) {
            if (insn.getOpcode() >= 0) {
                return true;
            }
        }
        return false;
    }
}
