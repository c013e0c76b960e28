package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.scan.AsyncMethod;
import dev.fermata.transform.internal.scan.DirectCalls;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;

/**
 * Completes the direct calls of bodies, which normalisation has left as calls with the parameters alone.
 *
 * <pre>
 *   arguments, null, depth                   // of the caller: see ResumeDispatchEmitter
 *   body of child
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
            AsyncMethod callee = calls.bodyCalledBy(insn);
            if (callee != null) {
                Code call = frame.loadDepth(new Code().op(Opcodes.ACONST_NULL));
                BodySignature.of(Objects.requireNonNull(plans.get(callee))).call(call);
                code.insert(insn, call.toInsnList());
                code.remove(insn);
            }
        }
    }
}
