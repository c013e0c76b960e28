package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.analysis.MethodAnalysis;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/** Makes the body of an asynchronous method out of its normalised code. */
final class BodyEmitter {

    private BodyEmitter() {}

    /** Uses up the code of {@code analysis}. */
    static MethodNode emit(StateMachinePlan plan, MethodAnalysis analysis) {
        BodySignature signature = BodySignature.of(plan);
        FrameVariable frame = signature.frameVariable();
        SpillEmitter spills = new SpillEmitter(plan);
        MethodNode body = analysis.code();
        frame.makeRoomIn(analysis);
        DebugInfoEmitter.emit(body, frame);

        ReturnEmitter returns = new ReturnEmitter(signature);
        returns.emit(body.instructions);
        SuspendEmitter suspensions = new SuspendEmitter(plan, signature, spills, body);
        suspensions.emit();

        InsnList code = new InsnList();
        code.add(ResumeDispatchEmitter.emit(plan, signature, spills, suspensions.resumeLabels()));
        code.add(body.instructions);
        code.add(returns.commonExit());
        body.instructions = code;
        DebugInfoEmitter.limitVariables(body, plan.method());
        return asMethod(body, signature);
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
