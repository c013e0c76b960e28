package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.analysis.MethodAnalysis;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/** Makes the body of an asynchronous method out of its normalised code. */
final class BodyEmitter {

    private BodyEmitter() {}

    /** The body, and the methods that only it calls. Uses up the code of {@code analysis}. */
    static List<MethodNode> emit(StateMachinePlan plan, MethodAnalysis analysis, BodyCalls calls) {
        BodySignature signature = BodySignature.of(plan);
        FrameVariable frame = signature.frameVariable();
        SpillEmitter spills = SpillEmitter.ofBody(plan);
        MethodNode body = analysis.code();
        frame.makeRoomIn(analysis);
        DebugInfoEmitter.emit(body, frame);
        calls.emit(body.instructions, frame);

        PointGroups groups = PointGroups.of(plan);
        SuspendEmitter suspensions = new SuspendEmitter(plan, signature, spills);
        List<CodeRange> uncovered = new ArrayList<>();
        uncovered.addAll(ReturnEmitter.emit(plan.method(), body.instructions));
        uncovered.addAll(new AwaitEmitter(signature, suspensions).emit(groups, body.instructions));
        ExceptionTableEmitter.uncover(uncovered, body);
        body.instructions.insert(new ResumeDispatchEmitter(plan, signature, spills).emit(groups));
        DebugInfoEmitter.limitVariables(body, plan);

        List<MethodNode> methods = new ArrayList<>();
        methods.add(asMethod(body, signature));
        methods.addAll(suspensions.methods(groups));
        return methods;
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
