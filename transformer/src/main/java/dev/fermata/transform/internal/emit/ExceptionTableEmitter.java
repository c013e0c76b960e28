package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.analysis.SuspensionPoint;
import java.util.List;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Lets a failure that is rethrown after a resumption go where the await itself would have thrown it: every range that
 * covers an await gets a second range around its {@code take}, with the same handler and in the same order. Ranges
 * of different instructions do not compete, so that the new ones may all stand at the end of the table (JVMS 2.10).
 */
final class ExceptionTableEmitter {

    private ExceptionTableEmitter() {}

    /** The ranges that cover the await of {@code point}, which is still in {@code body}, in their order. */
    static List<TryCatchBlockNode> covering(SuspensionPoint point, MethodNode body) {
        int await = body.instructions.indexOf(point.call());
        return body.tryCatchBlocks.stream()
                .filter(block ->
                        body.instructions.indexOf(block.start) <= await && await < body.instructions.indexOf(block.end))
                .toList();
    }

    /** Covers the instructions from {@code take} to {@code taken} like those that {@code covering} cover. */
    static void cover(LabelNode take, LabelNode taken, List<TryCatchBlockNode> covering, MethodNode body) {
        for (TryCatchBlockNode block : covering) {
            body.tryCatchBlocks.add(new TryCatchBlockNode(take, taken, block.handler, block.type));
        }
    }
}
