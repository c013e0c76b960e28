package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;

/**
 * Emits what comes before the code of a body: the jump to where it goes on.
 *
 * <pre>
 *   cold:                                     hot:
 *    switch (frame.state)                      if (frame == null) goto start
 *      0 → first, 1 → resume1, …               switch (frame.state) { 1 → resume1, … }
 *      default → throw                           default → throw
 *   first: unspill the parameters             start:
 *          original code                             original code
 * </pre>
 */
final class ResumeDispatchEmitter {

    private static final String ILLEGAL_STATE = "java/lang/IllegalStateException";

    private ResumeDispatchEmitter() {}

    static InsnList emit(
            StateMachinePlan plan, BodySignature signature, SpillEmitter spills, List<LabelNode> resumeLabels) {
        FrameVariable frame = signature.frameVariable();
        LabelNode start = new LabelNode();
        LabelNode corrupt = new LabelNode();
        List<LabelNode> targets = new ArrayList<>(resumeLabels);
        Code code = new Code();
        if (plan.frameComesLate()) {
            code.loadObject(frame.slot()).jump(Opcodes.IFNULL, start);
        } else {
            targets.add(0, start);
        }
        if (!targets.isEmpty()) {
            code.loadObject(frame.slot())
                    .getField(RuntimeNames.FRAME, RuntimeNames.FRAME_STATE, "I")
                    .tableSwitch(plan.frameComesLate() ? 1 : 0, targets, corrupt);
            code.at(corrupt, signature.entryState());
        }
        code.throwNew(ILLEGAL_STATE);
        code.at(start, signature.entryState());
        if (plan.start().spilled().isEmpty()) {
            code.op(Opcodes.NOP);
        } else {
            spills.unspill(code, plan.start(), frame);
        }
        return code.toInsnList();
    }
}
