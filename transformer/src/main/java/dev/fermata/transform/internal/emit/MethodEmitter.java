package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.analysis.MethodAnalysis;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/** The door to this stage: what takes the place of asynchronous methods. */
public final class MethodEmitter {

    private MethodEmitter() {}

    /** The methods that replace one: the stub under its name, and its body. Uses up the code of {@code analysis}. */
    public static List<MethodNode> emit(StateMachinePlan plan, MethodAnalysis analysis) {
        return List.of(EntryStubEmitter.emit(plan), BodyEmitter.emit(plan, analysis));
    }

    /** The methods that a class with such methods gets once; {@code plans} in the order of the methods' numbers. */
    public static List<MethodNode> emitClassEntry(List<StateMachinePlan> plans) {
        String owner = plans.get(0).method().owner();
        return List.of(
                ClassEntryEmitter.entry(owner, plans.get(0).method().ownerIsInterface()),
                ClassEntryEmitter.resume(plans));
    }
}
