package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.emit.PointGroups.Group;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;

/**
 * Emits what comes before the code of a body: the jump to where it goes on, and what restores its locals. It stands in
 * front of the first line entry, so that it belongs to no line, and outside every try range, so that no handler sees a
 * fault there.
 *
 * <pre>
 *   cold:                                     hot:
 *    switch (frame.state)                      if (frame == null) goto start
 *      0 → start, 1 → resumeG, …               switch (frame.state) { 1 → resumeG, … }
 *      default → throw                           default → throw
 *
 *   cold, and called directly by others:
 *    if (++depth < most) goto start           // callers hand their own depth, whoever resumes adds WITH_FRAME to it
 *    if (frame != null) goto dispatch
 *    return Hooks.defer(coroutine)            // a call of the stub with the same parameters
 *   dispatch:
 *    depth -= WITH_FRAME + 1
 *    switch as above
 *
 *   resumeG:                                  // one for each group of points
 *    load the locals
 *    push frame
 *    switch (frame.state) { N → takeN, … }    // see AwaitEmitter
 *
 *   start: original code
 * </pre>
 */
final class ResumeDispatchEmitter {

    /** What is added to the depth if there is a frame, so that one comparison finds the usual case. */
    static final int WITH_FRAME = 128;

    private static final String ILLEGAL_STATE = "java/lang/IllegalStateException";

    private final StateMachinePlan plan;
    private final BodySignature signature;
    private final SpillEmitter spills;
    private final FrameVariable frame;

    ResumeDispatchEmitter(StateMachinePlan plan, BodySignature signature, SpillEmitter spills) {
        this.plan = plan;
        this.signature = signature;
        this.spills = spills;
        frame = signature.frameVariable();
    }

    InsnList emit(PointGroups groups) {
        LabelNode start = new LabelNode();
        Code code = new Code();
        dispatch(code, start, groups.resumeLabels());
        groups.all().forEach(group -> resume(code, group));
        return code.at(start, signature.entryState()).op(Opcodes.NOP).toInsnList();
    }

    private void dispatch(Code code, LabelNode start, List<LabelNode> resumeLabels) {
        LabelNode corrupt = new LabelNode();
        List<LabelNode> targets = new ArrayList<>(resumeLabels);
        boolean startsWithFrame = plan.method().kind().isCold();
        if (plan.calledDirectly()) {
            startOrDefer(code, start);
        } else if (plan.frameComesLate()) {
            code.loadObject(frame.slot()).jump(Opcodes.IFNULL, start);
        }
        if (startsWithFrame) {
            targets.add(0, start);
        }
        if (!targets.isEmpty()) {
            loadState(code.loadObject(frame.slot())).tableSwitch(startsWithFrame ? 0 : 1, targets, corrupt);
            code.at(corrupt, signature.entryState());
        }
        code.throwNew(ILLEGAL_STATE);
    }

    private void startOrDefer(Code code, LabelNode start) {
        LabelNode dispatch = new LabelNode();
        code.increment(frame.depth(), 1)
                .loadInt(frame.depth())
                .push(RuntimeNames.MAX_DEPTH)
                .jump(Opcodes.IF_ICMPLT, start)
                .loadObject(frame.slot())
                .jump(Opcodes.IFNONNULL, dispatch);
        signature.loadParameters(code);
        signature
                .callStub(code)
                .callStatic(RuntimeNames.HOOKS, RuntimeNames.HOOKS_DEFER, RuntimeNames.HOOKS_DEFER_DESCRIPTOR)
                .op(Opcodes.ARETURN)
                .at(dispatch, signature.entryState())
                .increment(frame.depth(), -(WITH_FRAME + 1));
    }

    private void resume(Code code, Group group) {
        code.at(group.resume(), signature.entryState());
        spills.unspill(code, group.spill(), frame);
        code.loadObject(frame.slot());
        if (group.isShared()) {
            SortedMap<Integer, LabelNode> takes = new TreeMap<>();
            group.sites().forEach(site -> takes.put(site.point().number(), site.take()));
            loadState(code.op(Opcodes.DUP)).select(takes);
        } else {
            code.jump(group.sites().get(0).take());
        }
    }

    private static Code loadState(Code code) {
        return code.getField(RuntimeNames.FRAME, RuntimeNames.FRAME_STATE, RuntimeNames.FRAME_STATE_DESCRIPTOR);
    }
}
