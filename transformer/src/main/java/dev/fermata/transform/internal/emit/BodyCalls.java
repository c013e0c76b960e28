package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.scan.AsyncMethod;
import dev.fermata.transform.internal.scan.DirectCalls;
import dev.fermata.transform.internal.scan.DirectCalls.Callee;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/**
 * Completes the direct calls of bodies, which normalisation has left as calls with the parameters alone.
 *
 * <pre>
 *   arguments, null, depth                   // of the caller: see ResumeDispatchEmitter
 *   body of child
 *
 *   arguments, depth                         // if child can be overridden: see GateEmitter
 *   $fermata$call$N
 * </pre>
 */
public final class BodyCalls {

    private final DirectCalls calls;
    private final Map<AsyncMethod, StateMachinePlan> plans;

    /** {@code plans} are those of all methods of the class. */
    public BodyCalls(DirectCalls calls, List<StateMachinePlan> plans) {
        this.calls = calls;
        this.plans = plans.stream().collect(Collectors.toMap(StateMachinePlan::method, plan -> plan));
    }

    /** Rewrites {@code code}, of a body with the frame variable {@code frame}, in place. */
    void emit(InsnList code, FrameVariable frame) {
        for (AbstractInsnNode insn : code.toArray()) {
            Callee callee = calls.directCalleeOf(insn);
            if (callee != null) {
                code.insert(insn, call(callee, frame).toInsnList());
                code.remove(insn);
            }
        }
    }

    private Code call(Callee callee, FrameVariable frame) {
        BodySignature body = BodySignature.of(Objects.requireNonNull(plans.get(callee.method())));
        Code code = new Code();
        if (callee.overridable()) {
            GateEmitter.call(frame.loadDepth(code), body);
        } else {
            body.call(frame.loadDepth(code.op(Opcodes.ACONST_NULL)));
        }
        return code;
    }

    /** The method that direct calls of the one with {@code plan} go through; none if they go to the body. */
    List<MethodNode> gate(StateMachinePlan plan) {
        return calls.needsGate(plan.method()) ? List.of(GateEmitter.emit(BodySignature.of(plan))) : List.of();
    }
}
