package dev.fermata.transform.internal;

import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.DiagnosticCode;
import dev.fermata.transform.internal.analysis.ControlFlow;
import dev.fermata.transform.internal.analysis.MethodAnalysis;
import dev.fermata.transform.internal.analysis.MonitorRegions;
import dev.fermata.transform.internal.asm.MethodCopy;
import dev.fermata.transform.internal.emit.MethodEmitter;
import dev.fermata.transform.internal.normalize.DelayConstruction;
import dev.fermata.transform.internal.normalize.KeepReceiver;
import dev.fermata.transform.internal.normalize.SimplifyAwaitCalls;
import dev.fermata.transform.internal.normalize.SpillOperandStack;
import dev.fermata.transform.internal.plan.Planner;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.scan.AsyncMethod;
import dev.fermata.transform.internal.scan.AwaitCall;
import dev.fermata.transform.internal.scan.UsageChecker;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The way of one method through the stages. */
final class MethodPipeline {

    private MethodPipeline() {}

    /**
     * A transformed method.
     *
     * @param plan what it became
     * @param replacements the methods that stand in its place
     */
    record Transformed(StateMachinePlan plan, List<MethodNode> replacements) {}

    /** What hinders the transformation of {@code method}; found on its original code. */
    static List<Diagnostic> check(ClassNode owner, AsyncMethod method) {
        MonitorRegions monitors = MonitorRegions.of(ControlFlow.of(method.node()));
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (AbstractInsnNode insn : method.node().instructions) {
            if (AwaitCall.is(insn) && monitors.isHeldAt(insn)) {
                diagnostics.add(new Diagnostic(
                        DiagnosticCode.AWAIT_HOLDING_MONITOR,
                        UsageChecker.locate(owner, method.node(), insn),
                        "await inside a synchronized block would keep the monitor while suspended;"
                                + " use AsyncLock, or move the await out"));
            }
        }
        return diagnostics;
    }

    /** Transforms a method that {@link #check} accepts. */
    static Transformed transform(AsyncMethod method) {
        MethodNode code = MethodCopy.of(method.node());
        KeepReceiver.in(method.owner(), code);
        SimplifyAwaitCalls.in(code);
        DelayConstruction.in(method.owner(), code);
        SpillOperandStack.in(method.owner(), code);
        MethodAnalysis analysis = MethodAnalysis.of(method, code);
        StateMachinePlan plan = Planner.plan(analysis);
        return new Transformed(plan, MethodEmitter.emit(plan, analysis));
    }
}
