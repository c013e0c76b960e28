package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.analysis.SuspensionPoint;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.FrameNodes;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.emit.PointGroups.Group;
import dev.fermata.transform.internal.emit.PointGroups.Site;
import dev.fermata.transform.internal.scan.AwaitCall;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Emits what takes the place of an await. All of it stands where the await was, and so belongs to its line without a line
 * entry of its own: a debugger would set a breakpoint at each entry, and would end a step in code that belongs to
 * another line.
 *
 * <pre>
 *   r = Hooks.await(awaited, depth)
 *   if (!(r instanceof Suspended)) goto joinN
 *  suspendN:                                    // outside every try range, see ExceptionTableEmitter
 *   spill; return Hooks.suspend(r, N, frame)    // see SuspendEmitter
 *  takeN:                                       // the resuming code comes here, with the frame on the stack
 *   r = frame.take()
 *  joinN:                                       // r on the stack, all live locals in place
 * </pre>
 *
 * Where a body was called directly, its result is on the stack. It may be a tail call, which is to run here:
 *
 * <pre>
 *   if (!(r instanceof Suspended)) goto joinN
 *   r = Hooks.goOn(r, depth)
 *   if (!(r instanceof Suspended)) goto joinN
 *  suspendN: …
 * </pre>
 */
final class AwaitEmitter {

    private static final String OBJECT = "java/lang/Object";

    private final FrameVariable frame;
    private final SuspendEmitter suspensions;

    AwaitEmitter(BodySignature signature, SuspendEmitter suspensions) {
        frame = signature.frameVariable();
        this.suspensions = suspensions;
    }

    /** Replaces the awaits of {@code groups} in {@code code}; returns what no try range may cover. */
    List<CodeRange> emit(PointGroups groups, InsnList code) {
        List<CodeRange> uncovered = new ArrayList<>();
        for (Group group : groups.all()) {
            for (Site site : group.sites()) {
                MethodInsnNode call = site.point().call();
                LabelNode suspend = new LabelNode();
                code.insertBefore(call, inPlace(group, site, suspend));
                code.remove(call);
                uncovered.add(new CodeRange(suspend, site.take()));
            }
        }
        return uncovered;
    }

    private InsnList inPlace(Group group, Site site, LabelNode suspend) {
        SuspensionPoint point = site.point();
        LabelNode join = new LabelNode();
        Code code = new Code();
        if (AwaitCall.isOfDirectCall(point.call())) {
            frame.loadDepth(unlessSuspended(code, join))
                    .callStatic(RuntimeNames.HOOKS, RuntimeNames.HOOKS_GO_ON, RuntimeNames.HOOKS_GO_ON_DESCRIPTOR);
        } else {
            frame.loadDepth(code)
                    .callStatic(
                            RuntimeNames.HOOKS,
                            RuntimeNames.HOOKS_AWAIT,
                            RuntimeNames.hooksAwaitDescriptor(AwaitCall.awaitedType(point.call())));
        }
        unlessSuspended(code, join).at(suspend);
        suspensions.suspend(code, group, site);
        code.at(site.take(), state(point, frame.shape()))
                .callVirtual(RuntimeNames.FRAME, RuntimeNames.FRAME_TAKE, RuntimeNames.FRAME_TAKE_DESCRIPTOR)
                .at(join, state(point, OBJECT));
        return (FrameNodes.follows(point.call()) ? code.op(Opcodes.NOP) : code).toInsnList();
    }

    private static Code unlessSuspended(Code code, LabelNode target) {
        return code.op(Opcodes.DUP).isInstance(RuntimeNames.SUSPENDED).jump(Opcodes.IFEQ, target);
    }

    private TypeState state(SuspensionPoint point, Object... stack) {
        return new TypeState(frame.in(point.live()).locals(), List.of(stack));
    }
}
