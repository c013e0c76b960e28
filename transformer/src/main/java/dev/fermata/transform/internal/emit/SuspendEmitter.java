package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.analysis.SuspensionPoint;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.plan.SpillPlan;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.plan.StateMachinePlan.PointPlan;
import dev.fermata.transform.internal.scan.AwaitCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Emits the code of the suspension points. The way without a suspension stays where the await was; all else goes behind
 * the original code, outside every try range. Points that move the same locals, and are covered by the same handlers,
 * share the code that does it.
 *
 * <pre>
 *   r = Hooks.await(awaited, frame)
 *   if (r instanceof Suspended) goto suspendN
 *  joinN:                                       // r on the stack, all live locals in place
 *   …
 *  suspendN:
 *   push N; goto spill
 *  spill:                                       // one for each group of points
 *   if (frame == null) frame = new …            // hot methods only
 *   store the locals
 *   return Hooks.suspend(r, N, frame)
 *  resume:                                      // the dispatch jumps here
 *   load the locals
 *  take:                                        // covered by the handlers that cover the awaits
 *   r = frame.take()
 *  taken:
 *   switch (frame.state) { N → joinN, … }
 * </pre>
 */
final class SuspendEmitter {

    private static final String OBJECT = "java/lang/Object";

    private final StateMachinePlan plan;
    private final BodySignature signature;
    private final FrameVariable frame;
    private final SpillEmitter spills;
    private final MethodNode body;
    private final Map<Kinship, Group> groups = new LinkedHashMap<>();
    private final Map<Integer, PointLabels> labels = new HashMap<>();
    private final List<LabelNode> resumeLabels = new ArrayList<>();

    /** The labels of one point. */
    private record PointLabels(LabelNode suspend, LabelNode join) {

        static PointLabels fresh() {
            return new PointLabels(new LabelNode(), new LabelNode());
        }
    }

    /** What the points of a group have in common. */
    private record Kinship(SpillPlan spill, TypeState live, List<TryCatchBlockNode> handlers) {}

    /** Points that share code, and the labels in it. */
    private record Group(List<PointPlan> points, LabelNode resume, LabelNode take, LabelNode taken) {

        static Group empty() {
            return new Group(new ArrayList<>(), new LabelNode(), new LabelNode(), new LabelNode());
        }

        SuspensionPoint first() {
            return points.get(0).point();
        }

        boolean isShared() {
            return points.size() > 1;
        }
    }

    /** Plans the emission into {@code body}, in which the awaits still are. */
    SuspendEmitter(StateMachinePlan plan, BodySignature signature, SpillEmitter spills, MethodNode body) {
        this.plan = plan;
        this.signature = signature;
        this.spills = spills;
        this.body = body;
        frame = signature.frameVariable();
        for (PointPlan point : plan.points()) {
            Kinship kinship = new Kinship(
                    point.spill(), point.point().live(), ExceptionTableEmitter.covering(point.point(), body));
            Group group = groups.computeIfAbsent(kinship, first -> Group.empty());
            group.points().add(point);
            resumeLabels.add(group.resume());
            labels.put(point.point().number(), PointLabels.fresh());
        }
    }

    /** Where to go on, for each state from 1. */
    List<LabelNode> resumeLabels() {
        return List.copyOf(resumeLabels);
    }

    /** Replaces the awaits, and appends the rest. */
    void emit() {
        for (PointPlan point : plan.points()) {
            MethodInsnNode call = point.point().call();
            body.instructions.insertBefore(call, inPlace(point.point(), frameFollows(call)));
            body.instructions.remove(call);
        }
        groups.forEach((kinship, group) -> {
            body.instructions.add(suspending(group));
            body.instructions.add(resuming(group));
            ExceptionTableEmitter.cover(group.take(), group.taken(), kinship.handlers(), body);
        });
    }

    private InsnList inPlace(SuspensionPoint point, boolean frameFollows) {
        PointLabels at = labelsOf(point);
        Code code = new Code()
                .loadObject(frame.slot())
                .callStatic(
                        RuntimeNames.HOOKS,
                        RuntimeNames.HOOKS_AWAIT,
                        RuntimeNames.hooksAwaitDescriptor(AwaitCall.awaitedType(point.call())))
                .op(Opcodes.DUP)
                .isInstance(RuntimeNames.SUSPENDED)
                .jump(Opcodes.IFNE, at.suspend())
                .at(at.join(), state(point, OBJECT));
        return (frameFollows ? code.op(Opcodes.NOP) : code).toInsnList();
    }

    private InsnList suspending(Group group) {
        Code code = new Code();
        LabelNode spill = new LabelNode();
        for (PointPlan point : group.points()) {
            code.at(labelsOf(point.point()).suspend(), state(point.point(), OBJECT))
                    .line(point.point().line())
                    .push(point.point().number());
            if (group.isShared()) {
                code.jump(spill);
            }
        }
        TypeState withNumber = state(group.first(), OBJECT, Opcodes.INTEGER);
        if (group.isShared()) {
            code.at(spill, withNumber);
        }
        if (plan.frameComesLate()) {
            LabelNode ready = new LabelNode();
            code.loadObject(frame.slot()).jump(Opcodes.IFNONNULL, ready);
            signature.newFrame(code, spills);
            code.storeObject(frame.slot()).at(ready, withNumber);
        }
        spills.spill(code, group.points().get(0).spill(), frame);
        return code.loadObject(frame.slot())
                .callStatic(RuntimeNames.HOOKS, RuntimeNames.HOOKS_SUSPEND, RuntimeNames.HOOKS_SUSPEND_DESCRIPTOR)
                .op(Opcodes.ARETURN)
                .toInsnList();
    }

    private InsnList resuming(Group group) {
        Code code = new Code()
                .at(group.resume(), signature.entryState())
                .line(group.first().line());
        spills.unspill(code, group.points().get(0).spill(), frame);
        code.at(group.take())
                .loadObject(frame.slot())
                .callVirtual(RuntimeNames.FRAME, RuntimeNames.FRAME_TAKE, RuntimeNames.FRAME_TAKE_DESCRIPTOR)
                .at(group.taken());
        if (!group.isShared()) {
            return code.jump(labelsOf(group.first()).join()).toInsnList();
        }
        SortedMap<Integer, LabelNode> joins = new TreeMap<>();
        group.points()
                .forEach(point -> joins.put(
                        point.point().number(), labelsOf(point.point()).join()));
        return code.loadObject(frame.slot())
                .getField(RuntimeNames.FRAME, RuntimeNames.FRAME_STATE, "I")
                .select(joins)
                .toInsnList();
    }

    private PointLabels labelsOf(SuspensionPoint point) {
        return Objects.requireNonNull(labels.get(point.number()));
    }

    private TypeState state(SuspensionPoint point, Object... stack) {
        return new TypeState(frame.in(point.live()).locals(), List.of(stack));
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
