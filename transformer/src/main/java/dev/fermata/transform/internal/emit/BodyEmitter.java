package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.analysis.MethodAnalysis;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.plan.StateMachinePlan.PointPlan;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Makes the body of an asynchronous method out of its normalised code. */
final class BodyEmitter {

    private BodyEmitter() {}

    /** Uses up the code of {@code analysis}. */
    static MethodNode emit(StateMachinePlan plan, MethodAnalysis analysis) {
        BodySignature signature = BodySignature.of(plan);
        FrameVariable frame = signature.frameVariable();
        SpillEmitter spills = new SpillEmitter(plan.layout());
        MethodNode body = analysis.code();
        frame.makeRoomIn(analysis);
        DebugInfoEmitter.emit(body, frame);

        ReturnEmitter returns = new ReturnEmitter(signature);
        returns.emit(body.instructions);
        List<SuspendEmitter.Labels> labels = plan.points().stream()
                .map(point -> SuspendEmitter.Labels.fresh())
                .toList();
        emitPoints(plan, new SuspendEmitter(plan, signature, spills), labels, body);

        InsnList code = new InsnList();
        List<LabelNode> resumes =
                labels.stream().map(SuspendEmitter.Labels::resume).toList();
        code.add(ResumeDispatchEmitter.emit(plan, signature, spills, resumes));
        code.add(body.instructions);
        code.add(returns.commonExit());
        body.instructions = code;
        return asMethod(body, signature);
    }

    private static void emitPoints(
            StateMachinePlan plan, SuspendEmitter emitter, List<SuspendEmitter.Labels> labels, MethodNode body) {
        List<TryCatchBlockNode> ranges = new ArrayList<>();
        for (int index = 0; index < labels.size(); index++) {
            ranges.addAll(
                    ExceptionTableEmitter.rangesFor(plan.points().get(index).point(), labels.get(index), body));
        }
        for (int index = 0; index < labels.size(); index++) {
            PointPlan point = plan.points().get(index);
            emitter.emit(point, labels.get(index), body.instructions);
        }
        body.tryCatchBlocks.addAll(ranges);
    }

    private static MethodNode asMethod(MethodNode code, BodySignature signature) {
        MethodNode body = new MethodNode(signature.access(), signature.name(), signature.descriptor(), null, null);
        body.instructions = code.instructions;
        body.tryCatchBlocks = code.tryCatchBlocks;
        body.localVariables = code.localVariables;
        body.visibleLocalVariableAnnotations = code.visibleLocalVariableAnnotations;
        body.invisibleLocalVariableAnnotations = code.invisibleLocalVariableAnnotations;
        return body;
    }
}
