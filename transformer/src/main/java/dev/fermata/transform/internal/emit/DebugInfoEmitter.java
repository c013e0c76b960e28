package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.scan.AsyncMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** Keeps the tables that debuggers and reflection read in step with the variables of a body. */
final class DebugInfoEmitter {

    private DebugInfoEmitter() {}

    /** What no two entries of a table may have in common; a parameter that has several is alive at the start in each. */
    private record Part(String name, int index, LabelNode start, LabelNode end) {
        static Part of(LocalVariableNode variable) {
            return new Part(variable.name, variable.index, variable.start, variable.end);
        }
    }

    /** Moves the described variables as {@code frame} moved the real ones. */
    static void emit(MethodNode body, FrameVariable frame) {
        if (body.localVariables != null) {
            for (LocalVariableNode variable : body.localVariables) {
                variable.index = frame.shifted(variable.index);
            }
        }
        shift(body.visibleLocalVariableAnnotations, frame);
        shift(body.invisibleLocalVariableAnnotations, frame);
    }

    /** Leaves out where a variable has no value; to be called when the code of {@code body} is complete. */
    static void limitVariables(MethodNode body, StateMachinePlan plan) {
        VariableRanges ranges = new VariableRanges(body.instructions, plan);
        if (body.localVariables != null) {
            Map<Part, LocalVariableNode> parts = new LinkedHashMap<>();
            body.localVariables.stream()
                    .flatMap(variable -> ranges.of(variable).stream())
                    .forEach(part -> parts.putIfAbsent(Part.of(part), part));
            body.localVariables = new ArrayList<>(parts.values());
        }
        limit(body.visibleLocalVariableAnnotations, ranges);
        limit(body.invisibleLocalVariableAnnotations, ranges);
    }

    private static void limit(@Nullable List<LocalVariableAnnotationNode> annotations, VariableRanges ranges) {
        if (annotations == null) {
            return;
        }
        for (LocalVariableAnnotationNode annotation : annotations) {
            List<LocalVariableNode> parts = new ArrayList<>();
            for (int range = 0; range < annotation.index.size(); range++) {
                parts.addAll(ranges.of(new LocalVariableNode(
                        "",
                        "",
                        null,
                        annotation.start.get(range),
                        annotation.end.get(range),
                        annotation.index.get(range))));
            }
            annotation.start = parts.stream().map(part -> part.start).toList();
            annotation.end = parts.stream().map(part -> part.end).toList();
            annotation.index = parts.stream().map(part -> part.index).toList();
        }
    }

    /** Keeps the names of the parameters where frameworks look for them: in the method that they call. */
    static void nameParameters(MethodNode stub, AsyncMethod method) {
        if (method.node().localVariables == null) {
            return;
        }
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        stub.instructions.insert(start);
        stub.instructions.add(end);
        stub.localVariables = method.node().localVariables.stream()
                .filter(variable -> isParameter(variable, method))
                .map(variable -> new LocalVariableNode(
                        variable.name, variable.desc, variable.signature, start, end, variable.index))
                .toList();
    }

    /** True for a variable of the original code of {@code method} that is one of its parameters, or its receiver. */
    static boolean isParameter(LocalVariableNode variable, AsyncMethod method) {
        return variable.index < method.parameterSlots()
                && variable.start == method.node().instructions.getFirst();
    }

    private static void shift(@Nullable List<LocalVariableAnnotationNode> annotations, FrameVariable frame) {
        if (annotations != null) {
            annotations.forEach(annotation -> annotation.index.replaceAll(frame::shifted));
        }
    }
}
