package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.analysis.SuspensionPoint;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.plan.StateMachinePlan.PointPlan;
import dev.fermata.transform.internal.scan.AwaitCall;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;

/**
 * Emits the code of one suspension point. The way without a suspension stays where the await was; all else goes behind
 * the original code, outside every try range.
 *
 * <pre>
 *   r = Hooks.await(awaited, frame)
 *   if (r instanceof Suspended) goto suspendN
 *  joinN:                                       // r on the stack, all live locals in place
 *   …
 *  suspendN:
 *   if (frame == null) frame = new …            // hot methods only
 *   spill; frame.state = N
 *   return Hooks.suspend(frame, r)
 *  resumeN:                                     // the dispatch jumps here
 *   unspill
 *  takeN:                                       // covered by the handlers that cover the await
 *   r = frame.take()
 *  takenN:
 *   goto joinN
 * </pre>
 */
final class SuspendEmitter {

    private static final String OBJECT = "java/lang/Object";

    private final StateMachinePlan plan;
    private final BodySignature signature;
    private final FrameVariable frame;
    private final SpillEmitter spills;

    /** The labels of one point that others refer to. */
    record Labels(LabelNode resume, LabelNode take, LabelNode taken) {

        static Labels fresh() {
            return new Labels(new LabelNode(), new LabelNode(), new LabelNode());
        }
    }

    SuspendEmitter(StateMachinePlan plan, BodySignature signature, SpillEmitter spills) {
        this.plan = plan;
        this.signature = signature;
        this.spills = spills;
        frame = signature.frameVariable();
    }

    /** Replaces the await in {@code code} and appends the rest to it. */
    void emit(PointPlan point, Labels labels, InsnList code) {
        LabelNode suspend = new LabelNode();
        LabelNode join = new LabelNode();
        TypeState withResult = withStack(point.point(), List.of(OBJECT));
        AbstractInsnNode call = point.point().call();
        boolean frameFollows = frameFollows(call);
        code.insertBefore(call, inPlace(point.point(), suspend, join, withResult, frameFollows));
        code.remove(call);
        code.add(suspending(point, suspend, withResult));
        code.add(resuming(point, labels, join));
    }

    private InsnList inPlace(
            SuspensionPoint point, LabelNode suspend, LabelNode join, TypeState withResult, boolean frameFollows) {
        Code code = new Code()
                .loadObject(frame.slot())
                .callStatic(
                        RuntimeNames.HOOKS,
                        RuntimeNames.HOOKS_AWAIT,
                        RuntimeNames.hooksAwaitDescriptor(AwaitCall.awaitedType(point.call())))
                .op(Opcodes.DUP)
                .isInstance(RuntimeNames.SUSPENDED)
                .jump(Opcodes.IFNE, suspend)
                .at(join, withResult);
        return (frameFollows ? code.op(Opcodes.NOP) : code).toInsnList();
    }

    private InsnList suspending(PointPlan point, LabelNode suspend, TypeState withResult) {
        Code code = new Code().at(suspend, withResult).line(point.point().line());
        if (plan.frameComesLate()) {
            LabelNode ready = new LabelNode();
            code.loadObject(frame.slot()).jump(Opcodes.IFNONNULL, ready);
            signature.newFrame(code, spills);
            code.storeObject(frame.slot()).at(ready, withResult);
        }
        spills.spill(code, point.spill(), frame);
        return code.loadObject(frame.slot())
                .push(point.point().number())
                .putField(RuntimeNames.FRAME, RuntimeNames.FRAME_STATE, "I")
                .loadObject(frame.slot())
                .op(Opcodes.SWAP)
                .callStatic(RuntimeNames.HOOKS, RuntimeNames.HOOKS_SUSPEND, RuntimeNames.HOOKS_SUSPEND_DESCRIPTOR)
                .op(Opcodes.ARETURN)
                .toInsnList();
    }

    private InsnList resuming(PointPlan point, Labels labels, LabelNode join) {
        Code code = new Code()
                .at(labels.resume(), signature.entryState())
                .line(point.point().line());
        spills.unspill(code, point.spill(), frame);
        return code.at(labels.take())
                .loadObject(frame.slot())
                .callVirtual(RuntimeNames.FRAME, RuntimeNames.FRAME_TAKE, RuntimeNames.FRAME_TAKE_DESCRIPTOR)
                .at(labels.taken())
                .jump(join)
                .toInsnList();
    }

    private TypeState withStack(SuspensionPoint point, List<Object> stack) {
        return new TypeState(frame.in(point.live()).locals(), stack);
    }

    /** Two stack map frames must not stand at one offset (JVMS 4.7.4). */
    private static boolean frameFollows(AbstractInsnNode call) {
        AbstractInsnNode next = call.getNext();
        while (next != null && next.getOpcode() < 0) {
            if (next instanceof FrameNode) {
                return true;
            }
            next = next.getNext();
        }
        return false;
    }
}
