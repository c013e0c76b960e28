package dev.fermata.transform.internal;

import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.DiagnosticCode;
import dev.fermata.transform.internal.analysis.ControlFlow;
import dev.fermata.transform.internal.analysis.MethodAnalysis;
import dev.fermata.transform.internal.analysis.MonitorRegions;
import dev.fermata.transform.internal.analysis.SwallowedCancellation;
import dev.fermata.transform.internal.asm.MethodCopy;
import dev.fermata.transform.internal.emit.BodyCalls;
import dev.fermata.transform.internal.emit.MethodEmitter;
import dev.fermata.transform.internal.normalize.AwaitTwins;
import dev.fermata.transform.internal.normalize.CallDirectly;
import dev.fermata.transform.internal.normalize.CloseLeftStreams;
import dev.fermata.transform.internal.normalize.DelayConstruction;
import dev.fermata.transform.internal.normalize.KeepReceiver;
import dev.fermata.transform.internal.normalize.LowerYields;
import dev.fermata.transform.internal.normalize.SimplifyAwaitCalls;
import dev.fermata.transform.internal.normalize.SpillOperandStack;
import dev.fermata.transform.internal.plan.Planner;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.scan.AsyncMethod;
import dev.fermata.transform.internal.scan.AwaitCall;
import dev.fermata.transform.internal.scan.BlockingCalls;
import dev.fermata.transform.internal.scan.ClassAccess;
import dev.fermata.transform.internal.scan.DirectCalls;
import dev.fermata.transform.internal.scan.TwinLookup;
import dev.fermata.transform.internal.scan.UsageChecker;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The way of one method through the stages.
 *
 * @param method the method as it was read
 * @param code its code, with nothing but awaits as suspension points
 */
record MethodPipeline(AsyncMethod method, MethodNode code) {

    /**
     * A transformed method.
     *
     * @param plan what it became
     * @param replacements the methods that stand in its place
     */
    record Transformed(StateMachinePlan plan, List<MethodNode> replacements) {}

    /** Brings all constructs that suspend to one. */
    static MethodPipeline begin(AsyncMethod method, TwinLookup twins) {
        MethodNode code = MethodCopy.of(method.node());
        LowerYields.in(code);
        AwaitTwins.in(method.owner(), code, twins);
        CloseLeftStreams.in(method, code);
        SimplifyAwaitCalls.in(code);
        return new MethodPipeline(method, code);
    }

    /** What hinders the transformation. */
    List<Diagnostic> check(ClassNode owner) {
        MonitorRegions monitors = MonitorRegions.of(ControlFlow.of(code));
        Set<Diagnostic> diagnostics = new LinkedHashSet<>(); // one construct may become several awaits
        for (AbstractInsnNode insn : code.instructions) {
            if (AwaitCall.is(insn) && monitors.isHeldAt(insn)) {
                diagnostics.add(new Diagnostic(
                        DiagnosticCode.AWAIT_HOLDING_MONITOR,
                        UsageChecker.locate(owner, code, insn),
                        "await inside a synchronized block would keep the monitor while suspended;"
                                + " use AsyncLock, or move the await out"));
            }
        }
        return List.copyOf(diagnostics);
    }

    /** What is legal, but probably not meant. */
    List<Diagnostic> warnings(ClassNode owner) {
        List<Diagnostic> warnings = new ArrayList<>();
        if (method.kind().mayAwait()) {
            warnings.addAll(BlockingCalls.in(owner, method));
            warnings.addAll(SwallowedCancellation.in(owner, code));
        }
        return warnings;
    }

    /**
     * A planned method.
     *
     * @param plan what it is to become
     * @param analysis what the plan was made of
     */
    record Planned(StateMachinePlan plan, MethodAnalysis analysis) {

        /** Uses up the code; {@code bodies} are all that may be called directly. */
        Transformed emit(BodyCalls bodies) {
            return new Transformed(plan, MethodEmitter.emit(plan, analysis, bodies));
        }
    }

    /** Lets a method that {@link #check} accepts call others directly. */
    void callDirectly(DirectCalls calls) {
        CallDirectly.in(code, calls);
    }

    /** Plans a method that {@link #check} accepts; to be called when it is known who is called directly. */
    Planned plan(ClassAccess access, DirectCalls calls) {
        KeepReceiver.in(method.owner(), code);
        DelayConstruction.in(method.owner(), code);
        SpillOperandStack.in(method.owner(), code);
        MethodAnalysis analysis = MethodAnalysis.of(method, code, access);
        return new Planned(Planner.plan(analysis, calls.isCalled(method)), analysis);
    }
}
