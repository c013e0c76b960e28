package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.analysis.SuspensionPoint;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Lets a failure that is rethrown after a resumption go where the await itself would have thrown it: every range that
 * covers an await gets a second range around its {@code take}, with the same handler and in the same order. Ranges
 * of different instructions do not compete, so that the new ones may all stand at the end of the table (JVMS 2.10).
 */
final class ExceptionTableEmitter {

    private ExceptionTableEmitter() {}

    /** To be called while the awaits are still in place. The ranges for {@code point}, in their order. */
    static List<TryCatchBlockNode> rangesFor(SuspensionPoint point, SuspendEmitter.Labels labels, MethodNode body) {
        int await = body.instructions.indexOf(point.call());
        List<TryCatchBlockNode> ranges = new ArrayList<>();
        for (TryCatchBlockNode block : body.tryCatchBlocks) {
            if (body.instructions.indexOf(block.start) <= await && await < body.instructions.indexOf(block.end)) {
                ranges.add(new TryCatchBlockNode(labels.take(), labels.taken(), block.handler, block.type));
            }
        }
        return ranges;
    }
}
